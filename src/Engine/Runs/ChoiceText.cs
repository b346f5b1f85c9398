using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>What people may choose about a step that failed, and what each choice would do: the same words everywhere.</summary>
public static class ChoiceText
{
    public static string Of(Run run, StepProgress stuck)
    {
        var host = stuck.Place.Host;
        var lines = new List<string>
        {
            $"`resume {run.Id}` when it is mended: {(LooksFirst(run, stuck) ? "done by hand it is not repeated, else" : "")} the step begins again",
            $"`retry {run.Id}`: the step begins again, whatever is found",
        };
        if (MayBeSkipped(run, stuck))
            lines.Add($"`skip {run.Id} --reason …`: go on without this step{(host == StepPlace.NoHost ? "" : $" on {host}")}"
                + (IsReturn(run, stuck) ? ", which stays out of service" : ""));
        if (host != StepPlace.NoHost)
            lines.Add($"`exclude {run.Id} --host {host} --reason …`: leave {host} as it is, go on with the others"
                + (OutOfService.Since(run, host) is null ? "" : "; it stays out of service and counts no more"));
        if (!run.IsRollingBack && RollbackPlanner.Touched(run) is { IsEmpty: false } touched)
            lines.Add($"`rollback {run.Id} all`: bring back {string.Join(", ", touched)}"
                + WayBackText.HowLong(run.Plan!, touched.Length));
        lines.Add($"`abort {run.Id}`: end the run, leave everything as it is");
        return string.Join('\n', lines.Select(line => line.Replace(":  ", ": ", StringComparison.Ordinal)));
    }

    private static bool LooksFirst(Run run, StepProgress stuck) =>
        stuck.StartedAt is not null && run.Plan!.Step(stuck.Place).Work is Work.Reboot or { Scripts.Probe: not null } or Work.Containers;

    private static bool MayBeSkipped(Run run, StepProgress stuck) =>
        run.Plan!.Stage(stuck.Place.Stage).Kind is StageKind.Upgrade or StageKind.Soak or StageKind.Rollback
        && run.Plan.Step(stuck.Place).Work is not Work.TakeHost
        && !(IsReturn(run, stuck) && !OutOfService.MayStay(run, stuck.Place.Host));

    private static bool IsReturn(Run run, StepProgress stuck) => run.Plan!.Step(stuck.Place).Work is Work.Return;
}
