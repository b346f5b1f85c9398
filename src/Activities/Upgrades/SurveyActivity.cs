using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>Asks a host who it is, and so whether the service lives there, before the plan is made. Only reads.</summary>
public sealed class SurveyActivity(IHostShell shell, OwnMachine own) : IActivity
{
    public string Name => "survey";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await shell.AskAsync(
            step.TheHost, ShellScript.Of(HostQuestions.Identity, HostQuestions.Deadline), cancellation);
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        return HostIdentity.Read(reply.Answer!) is { } identity
            ? new Outcome.Succeeded(own.FactsOf(identity))
            : Outcome.Fail(FailureKind.Refused, NotAnIdentity(step.TheHost.Name, reply.Answer!));
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    internal static string NotAnIdentity(string host, ShellAnswer answer) =>
        $"{host} gave no machine ID and boot ID. It said: {Cut($"{answer.Output} {answer.Error}")}";

    private static string Cut(string text) => text.Trim() is { Length: > 200 } full ? full[..200] + "…" : text.Trim();
}
