using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Runs;

/// <summary>
/// The choices that people have in each state of a run, in the order in which buttons and sentences offer them.
/// </summary>
public static class RunChoices
{
    /// <summary>The choices for this run now; empty if there is nothing to decide.</summary>
    public static ImmutableArray<RunChoice> Of(Run run) =>
        run.Status switch
        {
            RunStatus.Paused => About(run, run.Stuck.First()),
            RunStatus.Unknown => [RunChoice.ItHappened, RunChoice.ItDidNotHappen, RunChoice.Resume, RunChoice.Abort],
            RunStatus.Halted => [RunChoice.Resume, .. Back(run), RunChoice.Abort],
            RunStatus.AwaitingApproval when run.Gate(run.CurrentGate!.Name).Expired =>
            [
                RunChoice.Resume,
                RunChoice.Abort,
            ],
            RunStatus.Succeeded when run is { IsBranchOffered: true, BranchDeletedBy: null } =>
            [
                RunChoice.DeleteBranch,
            ],
            _ => [],
        };

    /// <summary>The choices for a step that failed.</summary>
    public static ImmutableArray<RunChoice> About(Run run, StepProgress stuck)
    {
        var isOnHost = stuck.Place.Host != StepPlace.NoHost;
        return
        [
            RunChoice.Resume,
            RunChoice.Retry,
            .. stuck.Failure?.Kind == FailureKind.NotReady ? (RunChoice[])[RunChoice.Override] : [],
            .. StuckRunDecisions.MayBeSkipped(run, stuck.Place) && !StaysOutTooMany(run, stuck.Place)
                ? (RunChoice[])[RunChoice.Skip]
                : [],
            .. isOnHost ? (RunChoice[])[RunChoice.Exclude] : [],
            .. Back(run),
            RunChoice.Abort,
        ];
    }

    private static bool StaysOutTooMany(Run run, StepPlace place) =>
        run.Plan!.Step(place).Work is Runbooks.Work.Return && !OutOfService.MayStay(run, place.Host);

    private static IEnumerable<RunChoice> Back(Run run) =>
        run.IsRollingBack || RollbackPlanner.Touched(run).IsEmpty ? [] : [RunChoice.RollBack];
}
