using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Packages;

/// <summary>
/// Undoes an upgrade: installs the versions that were saved before it and removes what it added. May be repeated.
/// </summary>
public sealed class RevertUpgradeActivity(LedgerWork ledger) : IActivity
{
    private static readonly TimeSpan LockWait = TimeSpan.FromMinutes(10);

    public string Name => "revert-upgrade";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var script = ((Work.RevertUpgrade)step.Step.Work).IsAfterReboot
            ? AptScripts.RevertAfterReboot
            : AptScripts.Revert;
        return await ledger.StartAsync(step, script, Values(step), cancellation)
            ?? await ledger.FollowAsync(step, step.Time.Left, cancellation);
    }

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        ledger.CancelAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (doubt is not null)
            return doubt;
        return report!.State switch
        {
            AttemptState.Absent or AttemptState.Interrupted => new ProbeAnswer.DidNotHappen("It may be done again."),
            AttemptState.Running => new ProbeAnswer.Happened(
                await ledger.FollowAsync(step, step.Time.Left, cancellation, report.OutputBytes)
            ),
            _ => new ProbeAnswer.Happened(await ledger.ReadAsync(step, report, cancellation)),
        };
    }

    private static Facts Values(StepContext step)
    {
        var host = step.TheHost.Name;
        var changes = UpgradeTargets.Of(step.Run, host)?.Changes ?? [];
        var added = changes.Where(change => change.Kind == PackageChangeKind.Add).Select(change => change.Name);
        var before = changes
            .Where(change => change.Kind != PackageChangeKind.Add)
            .Select(change => $"{change.Name}={change.From}");
        var surveyed = step.Run.Evidence(BuiltInSteps.Survey(host)) ?? Facts.Empty;
        return Facts
            .Empty.Add("run", step.Key.Run.ToString())
            .Add("before", string.Join(' ', before))
            .Add("added", string.Join(' ', added))
            .Add("kernel", surveyed.GetValueOrDefault(BootFacts.KernelFact, ""))
            .Add("lock_wait", UpgradeActivity.Seconds(LockWait));
    }
}
