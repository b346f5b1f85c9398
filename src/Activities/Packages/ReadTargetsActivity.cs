using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Packages;

/// <summary>
/// Asks a host, before the plan is posted, which versions an <c>upgrade</c> step would install, which files that takes,
/// what stays behind and why, and which changes could not be undone. Changes nothing on the host.
/// </summary>
public sealed class ReadTargetsActivity(IHostShell shell) : IActivity
{
    public string Name => "read-targets";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var work = (Work.ReadTargets)step.Step.Work;
        var reply = await AptQuestion.AskAsync(shell, step, AptScripts.Read, work.Packages, cancellation);
        if (reply.Refusal is { } refusal)
            return refusal;
        var (targets, host) = (reply.Report!.Targets, step.TheHost.Name);
        if (targets.Changes.Length > UpgradeTargets.MaxChanges)
            return Outcome.Fail(
                FailureKind.Refused,
                $"{host} would change {targets.Changes.Length:N0} packages, and an approval covers "
                    + $"{UpgradeTargets.MaxChanges:N0} at most. Name the packages in the runbook.",
                retryable: false
            );
        return new Outcome.Succeeded(
            targets
                .ToFacts()
                .Add(
                    UpgradePreview.ChangingFact,
                    string.Join(
                        '\n',
                        targets
                            .Changes.Where(change => change.Kind == PackageChangeKind.Upgrade)
                            .Select(change => $"{change.Name} {change.From} {change.To}")
                    )
                )
                .Add(UpgradePreview.LostFact, string.Join('\n', reply.Report.Lost))
        );
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));
}
