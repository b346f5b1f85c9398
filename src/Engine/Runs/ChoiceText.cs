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
        if (ChoiceDecisions.MayBeSkipped(run, stuck.Place))
            lines.Add($"`skip {run.Id} --reason …`: {WithoutIt(run, stuck.Place)}");
        if (host != StepPlace.NoHost)
            lines.Add($"`exclude {run.Id} --host {host} --reason …`: leave {host} as it is, go on with the others");
        if (!run.IsRollingBack && RollbackPlanner.Touched(run) is { IsEmpty: false } touched)
            lines.Add($"`rollback {run.Id} all`: bring back {string.Join(", ", touched)}"
                + WayBackText.HowLong(run.Plan!, touched.Length));
        lines.Add($"`abort {run.Id}`: end the run, leave everything as it is");
        return string.Join('\n', lines.Select(line => line.Replace(":  ", ": ", StringComparison.Ordinal)));
    }

    private static bool LooksFirst(Run run, StepProgress stuck) =>
        stuck.StartedAt is not null && run.Plan!.Step(stuck.Place).Work is Work.Reboot or Work.Run { Probe: not null } or Work.Containers;

    private static string WithoutIt(Run run, StepPlace place)
    {
        if (Gate.AskedBy(run.Plan!, place) is not null)
            return $"nobody is asked in Slack; the run waits for `olupgrade approve {run.Id}` by somebody else";
        return place.Host == StepPlace.NoHost ? "go on without this step" : $"go on without this step on {place.Host}";
    }
}
