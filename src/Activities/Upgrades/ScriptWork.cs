using System.Diagnostics;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Runs a runbook's script on the host and finds it again. From the second attempt on, the runbook's probe runs first,
/// so that work already done by hand is not repeated; not if the ledger knows that the attempt before never began.
/// Unknown if the ledger was lost, replaced or restored, or if the
/// command was interrupted and the runbook's probe cannot tell.
/// </summary>
public sealed class ScriptWork(IHostShell shell, LedgerWork ledger)
{
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Runs the step's script. From the second attempt on, only if its probe says that it is not done, or if the
    /// attempt before never began.
    /// </summary>
    /// <param name="values">The environment variables of the script and its probe.</param>
    public async Task<Outcome> PerformAsync(StepContext step, Facts values, CancellationToken cancellation)
    {
        if (
            step.Key.Attempt > 1
            && step.Step.Work.Scripts.Probe is { } probe
            && !await ledger.KnowsThatNoneBeganAsync(step, cancellation)
        )
        {
            var reply = await AskAsync(step, probe, values, cancellation);
            if (reply.Fault is { } fault)
                return fault.OutcomeOfRead();
            switch (Read(step, reply.Answer!))
            {
                case ProbeAnswer.Happened happened:
                    return happened.Outcome;
                case ProbeAnswer.CannotTell doubt:
                    return Outcome.Fail(
                        FailureKind.ExitCode,
                        $"{doubt.Sentence} It was not run again.",
                        retryable: false
                    );
                // It did not happen, so it is started.
                default:
                    break;
            }
        }

        return await ledger.StartAsync(step, step.Step.Work.Scripts.Script!, values, cancellation)
            ?? await ledger.FollowAsync(step, step.Time.Left, cancellation);
    }

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        ledger.CancelAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, Facts values, CancellationToken cancellation)
    {
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (doubt is not null)
            return report is null ? doubt : await AskProbeAsync(step, doubt, values, mayDeny: false, cancellation);
        return report!.State switch
        {
            AttemptState.Absent => new ProbeAnswer.DidNotHappen("The host's ledger has no record of it."),
            AttemptState.Running => new ProbeAnswer.Happened(
                await ledger.FollowAsync(step, step.Time.Left, cancellation, report.OutputBytes)
            ),
            AttemptState.Interrupted => await AskProbeAsync(
                step,
                new ProbeAnswer.CannotTell(
                    $"The command on {step.TheHost.Name} was interrupted and left no exit code."
                ),
                values,
                mayDeny: true,
                cancellation
            ),
            AttemptState.Ended => new ProbeAnswer.Happened(await ledger.ReadAsync(step, report, cancellation)),
            _ => throw new UnreachableException($"No answer for {report.State}."),
        };
    }

    /// <summary>
    /// Asks the runbook's probe when the ledger cannot tell. "It did not happen" is believed only of a command that has
    /// ended: without its ledger it may still be running.
    /// </summary>
    private async Task<ProbeAnswer> AskProbeAsync(
        StepContext step,
        ProbeAnswer doubt,
        Facts values,
        bool mayDeny,
        CancellationToken cancellation
    )
    {
        if (step.Step.Work.Scripts.Probe is not { } probe)
            return doubt;
        var reply = await AskAsync(step, probe, values, cancellation);
        return (reply.Fault?.AnswerOfProbe() ?? Read(step, reply.Answer!)) switch
        {
            ProbeAnswer.Happened happened => happened,
            ProbeAnswer.DidNotHappen denied when mayDeny => denied,
            ProbeAnswer.CannotAsk unreachable => unreachable,
            // A probe that cannot tell, or may not deny, leaves what was known before it.
            _ => doubt,
        };
    }

    private Task<ShellReply<ShellAnswer>> AskAsync(
        StepContext step,
        string probe,
        Facts values,
        CancellationToken cancellation
    ) => shell.AskAsync(step.TheHost, new ShellScript(probe, values, ProbeDeadline), cancellation);

    private static ProbeAnswer Read(StepContext step, ShellAnswer answer) =>
        answer.ExitCode switch
        {
            0 => new ProbeAnswer.Happened(Outcome.Done(("found", "the runbook's probe reports that it is done"))),
            1 => new ProbeAnswer.DidNotHappen("The runbook's probe reports that it did not happen."),
            var code => new ProbeAnswer.CannotTell(
                $"The runbook's probe on {step.TheHost.Name} ended with exit code {code}, which is neither yes nor no."
            ),
        };
}
