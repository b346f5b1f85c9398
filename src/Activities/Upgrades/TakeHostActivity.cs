using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Takes a host for the run: makes its ledger where there is none, raises its fence, tells whoever logs in there.
/// Refused when the machine that answers is not the one that was planned. Taking twice is taking once. A host that a
/// person had the run adopt gets a new ledger.
/// </summary>
public sealed class TakeHostActivity(IHostShell shell) : IActivity
{
    public const string LedgerId = "ledger-id";
    public const string Fence = "fence";

    public string Name => "take-host";

    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await shell.AskAsync(
            step.TheHost,
            ShellScript.Of(HostQuestions.Presence, HostQuestions.Deadline),
            cancellation
        );
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        if (HostIdentity.Read(reply.Answer!) is not { } identity)
            return Outcome.Fail(FailureKind.Refused, SurveyActivity.NotAnIdentity(step.TheHost.Name, reply.Answer!));
        var people = new NamedLines(reply.Answer!.Output)["logged-in"];
        return OtherMachine(step, identity.MachineId)
            ?? new Outcome.Succeeded(identity.ToFacts().SetItem("logged-in", people));
    }

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var notice = HostNotice.Of(step.Run, step.TheHost.Name);
        var reply = step.Run.Step(step.Key.Place).IsAdopting
            ? await shell.AdoptAsync(step.TheHost, step.Hold, notice, cancellation)
            : await shell.TakeAsync(step.TheHost, step.Hold, notice, cancellation);
        if (reply.Fault is { } fault)
            return fault.OutcomeOfAct();
        var ledger = reply.Answer!;
        return OtherMachine(step, ledger.MachineId)
            ?? Outcome.Done(
                (LedgerId, ledger.Id),
                (Fence, step.Hold.FencingToken.ToString(CultureInfo.InvariantCulture)),
                ("boot-id", ledger.BootId),
                ("machine-id", ledger.MachineId)
            );
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("Taking a host twice is taking it once."));

    private static Outcome? OtherMachine(StepContext step, string machineId)
    {
        var planned = step.Run.Surveyed[step.TheHost.Name].GetValueOrDefault("machine-id");
        return planned == machineId
            ? null
            : Outcome.Fail(
                FailureKind.Refused,
                $"{step.TheHost.Name} answers as another machine than the approved plan names: machine ID {machineId}, "
                    + $"planned {planned}. Start a new run if it was replaced.",
                retryable: false
            );
    }
}
