using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Which hosts a run has taken: from <c>take host</c> until its work there is done. Taken is not out of service: a host
/// that is taken may serve all the time.
/// </summary>
public static class TakenHosts
{
    /// <summary>When the run took the host; null before, when it is done with it, and once the run has ended.</summary>
    public static DateTimeOffset? Since(Run run, string host)
    {
        if (run.Plan is not { OnlyReads: false } plan || run.IsSettled || run.IsSetAside(host))
            return null;
        var takes =
            from stage in plan.Stages
            where stage.Kind is StageKind.Upgrade or StageKind.Rollback && stage.Hosts.Contains(host)
            where run.IsAhead(stage.Name) && !run.IsDone(stage, host)
            from step in stage.Steps
            where step.Work is Work.TakeHost
            let take = run.Step(new(stage.Name, host, step.Name))
            where take.Phase is StepPhase.Started or StepPhase.Succeeded or StepPhase.Unknown
            select take.StartedAt;
        // Work that was cut short before a rollback takes the host again.
        return takes.FirstOrDefault(at => at is not null) ?? OutOfService.AtRiskSince(run, host);
    }
}
