using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Health;
using OlUpgrade.Packages;
using OlUpgrade.People;
using OlUpgrade.Slack;
using OlUpgrade.Upgrades;

namespace OlUpgrade;

/// <summary>
/// All activities, one for each case of <see cref="Runbooks.Work"/> except <c>wait</c>, which the engine performs
/// itself. The service and the simulator both take theirs from here, so a new activity is added once.
/// </summary>
public static class ActivitySet
{
    /// <summary>Creates every activity over these ports. Touches nothing outside.</summary>
    public static ImmutableArray<IActivity> Of(ActivityPorts ports) => [.. OnHosts(ports), .. ForPeople(ports)];

    private static IEnumerable<IActivity> OnHosts(ActivityPorts ports)
    {
        var ledger = new LedgerWork(ports.Hosts, ports.Polling, ports.Time);
        var script = new ScriptWork(ports.Hosts, ledger);
        return
        [
            new SurveyActivity(ports.Hosts, ports.OwnMachine),
            new TakeHostActivity(ports.Hosts),
            new ReleaseHostActivity(ports.Hosts),
            new PreviewActivity(ports.Hosts),
            new PreflightActivity(ports.Hosts),
            new KeepActivity(ports.Hosts, ledger),
            new ReadTargetsActivity(ports.Hosts),
            new DownloadActivity(ports.Hosts),
            new UpgradeActivity(ports.Hosts, ledger),
            new RevertUpgradeActivity(ledger),
            new RunActivity(script),
            new DrainActivity(script),
            new ReturnActivity(ports.Hosts, script),
            new UndoActivity(ledger),
            new ProveActivity(ports.Hosts),
            new CaptureActivity(ports.Hosts),
            new RebootActivity(ports.Hosts, ledger, ports.Polling, ports.Time),
            new ContainersActivity(ports.Hosts, ledger, ports.Polling, ports.Time),
            new HealthActivity(ports.Hosts, ports.Time),
        ];
    }

    private static IEnumerable<IActivity> ForPeople(ActivityPorts ports)
    {
        var branches = new GitHubBranches(ports.GitHub);
        return
        [
            new OpenIssue(new GitHubIssues(ports.GitHub)),
            new ReadCommits(branches),
            new CreateRollbackBranch(branches),
            new PostHeader(ports.Slack),
            new PostPlan(ports.Slack),
            new AskApproval(ports.Slack),
            new ConfirmApproval(ports.Staff, ports.Files),
        ];
    }
}
