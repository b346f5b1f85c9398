using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Packages;

/// <summary>
/// Downloads on a host exactly the files that were announced and approved. If the archive has others by now, the step
/// fails before any host is touched: what is there now needs a plan and an approval of its own.
/// </summary>
public sealed class DownloadActivity(IHostShell shell) : IActivity
{
    public string Name => "download";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var host = step.TheHost.Name;
        if (UpgradeTargets.Of(step.Run, host) is not { } announced)
            return Outcome.Fail(
                FailureKind.Refused,
                $"What would be upgraded on {host} was never announced, so nothing was downloaded there.",
                retryable: false
            );
        var packages = ((Work.Download)step.Step.Work).Packages;
        var reply = await AptQuestion.AskAsync(shell, step, AptScripts.Download, packages, cancellation);
        if (reply.Refusal is { } refusal)
            return refusal;
        if (announced.Differences(reply.Report!.Targets, mayBeDone: false) is { IsEmpty: false } differences)
            return Outcome.Fail(
                FailureKind.Refused,
                $"{host} would no longer be upgraded as approved: {PackageDifferences.Print(step, differences)} would "
                    + "differ. No host was changed. Abort this run and start it again: the new plan announces what the "
                    + "archive has now.",
                retryable: false
            );
        return reply.Report.WrongFile(announced) is { } wrong
            ? Outcome.Fail(
                FailureKind.Refused,
                $"The file of {wrong} was not downloaded to {host} as it was announced. No host was changed."
            )
            : Outcome.Done(("downloaded", $"{reply.Report.Sums.Count} files"));
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It may be downloaded again."));
}
