using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Takes a host for the run: makes its ledger if there is none, raises its fencing token, and posts a login notice.
/// Refused if the machine that answers is not the planned one. Idempotent. A host that an operator adopted gets a new
/// ledger.
/// </summary>
public sealed class TakeHostActivity(IHostShell shell) : IActivity
{
    /// <summary>The evidence that names the ledger of the taken host.</summary>
    public const string LedgerId = "ledger-id";

    /// <summary>The evidence that holds the fencing token with which the host was taken.</summary>
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
            ? await shell.AdoptAsync(step.TheHost, step.Lease, notice, cancellation)
            : await shell.TakeAsync(step.TheHost, step.Lease, notice, cancellation);
        if (reply.Fault is { } fault)
            return fault.OutcomeOfAct();
        var ledger = reply.Answer!;
        return OtherMachine(step, ledger.MachineId)
            ?? Outcome.Done(
                (LedgerId, ledger.Id),
                (Fence, step.Lease.FencingToken.ToString(CultureInfo.InvariantCulture)),
                ("boot-id", ledger.BootId),
                ("machine-id", ledger.MachineId)
            );
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It is safe to take a host again."));

    private static Outcome? OtherMachine(StepContext step, string machineId)
    {
        var planned = step.Run.Surveyed[step.TheHost.Name].GetValueOrDefault("machine-id");
        return planned == machineId
            ? null
            : Outcome.Fail(
                FailureKind.Refused,
                $"{step.TheHost.Name} is not the machine in the approved plan: its machine ID is {machineId}, "
                    + $"planned {planned}. If it was replaced, start a new run.",
                retryable: false
            );
    }
}
