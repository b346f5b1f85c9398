using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// What people may choose about a step that failed, and what each choice would do: the same words everywhere.
/// </summary>
public static class ChoiceText
{
    public static string Of(Run run, StepProgress stuck) =>
        string.Join(
            '\n',
            RunChoices
                .About(run, stuck)
                .Where(choice => choice != RunChoice.Override)
                .Select(choice => Line(run, stuck, choice))
        );

    private static string Line(Run run, StepProgress stuck, RunChoice choice) =>
        choice switch
        {
            RunChoice.Resume => $"`resume {run.Id}` when it is mended: "
                + $"{(LooksFirst(run, stuck) ? "done by hand it is not repeated, else the" : "the")} step begins again",
            RunChoice.Retry => $"`retry {run.Id}`: the step begins again, whatever is found",
            RunChoice.Skip => $"`skip {run.Id} --reason …`: {WithoutIt(run, stuck.Place)}",
            RunChoice.Exclude => $"`exclude {run.Id} --host {stuck.Place.Host} --reason …`: "
                + $"leave {stuck.Place.Host} as it is, go on with the others"
                + (
                    OutOfService.Since(run, stuck.Place.Host) is null
                        ? ""
                        : "; it stays out of service and counts no more"
                ),
            RunChoice.RollBack => Back(run),
            RunChoice.Abort => $"`abort {run.Id}`: end the run, leave everything as it is",
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };

    private static string Back(Run run)
    {
        var touched = RollbackPlanner.Touched(run);
        return $"`rollback {run.Id} all`: bring back {string.Join(", ", touched)}{WayBackText.HowLong(run.Plan!, touched.Length)}";
    }

    private static bool LooksFirst(Run run, StepProgress stuck) =>
        stuck.StartedAt is not null
        && run.Plan!.Step(stuck.Place).Work is Work.Reboot or { Scripts.Probe: not null } or Work.Containers;

    private static string WithoutIt(Run run, StepPlace place)
    {
        if (Gate.AskedBy(run.Plan!, place) is not null)
            return $"nobody is asked in Slack; the run waits for `olupgrade approve {run.Id}` by somebody else";
        return place.Host == StepPlace.NoHost
            ? "go on without this step"
            : $"go on without this step on {place.Host}"
                + (run.Plan!.Step(place).Work is Work.Return ? ", which stays out of service" : "");
    }
}
