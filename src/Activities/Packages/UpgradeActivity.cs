using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Packages;

/// <summary>
/// Installs what was announced, approved and downloaded, without the network, and compares the versions afterwards: it
/// ends well only if every announced version is there. Installing again after an interruption does no harm.
/// </summary>
public sealed class UpgradeActivity(IHostShell shell, LedgerWork ledger) : IActivity
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public string Name => "upgrade";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var (host, work) = (step.TheHost.Name, (Work.Upgrade)step.Step.Work);
        if (UpgradeTargets.Of(step.Run, host) is not { } announced)
            return Outcome.Fail(
                FailureKind.Refused,
                $"What would be upgraded on {host} was never announced, so nothing was installed.",
                retryable: false
            );
        if (announced.Changes.IsEmpty)
            return Outcome.Done(("found", "nothing to upgrade"));
        var now = await AptQuestion.AskAsync(shell, step, AptScripts.Again, work.Packages, cancellation);
        // After an interruption apt may not be able to tell before the installation is made whole.
        if (now.Refusal is { } refusal && step.Key.Attempt == 1)
            return refusal;
        if (
            now.Report is { } report
            && announced.Differences(report.Targets, mayBeDone: true) is { IsEmpty: false } differences
        )
            return Outcome.Fail(
                FailureKind.Refused,
                $"{host} changed since the plan was approved: {PackageDifferences.Print(step, differences)} would be "
                    + "changed otherwise. Nothing was installed.",
                retryable: false
            );
        var values = AptScripts.Values(work.Packages, step.Key.Run).Add("lock_wait", Seconds(work.LockWait));
        return await ledger.StartAsync(step, AptScripts.Install, values, cancellation)
            ?? await CompareAsync(
                step,
                announced,
                await ledger.FollowAsync(step, step.Time.Left, cancellation),
                cancellation
            );
    }

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        ledger.CancelAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (doubt is not null)
            return doubt;
        if (report!.State is AttemptState.Absent or AttemptState.Interrupted)
            return new ProbeAnswer.DidNotHappen("The upgrade is not whole. It may be installed again.");
        var ended =
            report.State == AttemptState.Running
                ? await ledger.FollowAsync(step, step.Time.Left, cancellation, report.OutputBytes)
                : await ledger.ReadAsync(step, report, cancellation);
        return UpgradeTargets.Of(step.Run, step.TheHost.Name) is { } announced
            ? new ProbeAnswer.Happened(await CompareAsync(step, announced, ended, cancellation))
            : new ProbeAnswer.Happened(ended);
    }

    internal static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends well if each announced version is installed and dpkg finds nothing wrong.</summary>
    private async Task<Outcome> CompareAsync(
        StepContext step,
        UpgradeTargets announced,
        Outcome ended,
        CancellationToken cancellation
    )
    {
        if (ended is not Outcome.Succeeded done)
            return ended;
        var script = ShellScript.Of(AptScripts.Installed, Deadline);
        var reply = await shell.AskAsync(step.TheHost, script, cancellation);
        if (reply.Fault is { } fault)
            return new Outcome.Unknown(fault.Sentence);
        var differences = InstalledPackages.Parse(reply.Answer!.Output).Differences(announced);
        return !differences.IsEmpty
            ? Outcome.Fail(
                FailureKind.ExitCode,
                $"apt on {step.TheHost.Name} ended well, but {PackageDifferences.Print(step, differences)} are not as "
                    + "announced."
            )
            : new Outcome.Succeeded(
                done.Evidence.SetItem(
                    "upgraded",
                    string.Join('\n', announced.Changes.Select(change => change.ToString()))
                )
            );
    }
}
