using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>That a host may not begin now, and why: the window is closed, or too little of it is left.</summary>
/// <param name="Until">When it may; null when no such time is near.</param>
public sealed record WindowWait(string Stage, string Host, DateTimeOffset? Until, string Why)
{
    /// <summary>
    /// Null when the step may begin, as far as the window goes. It holds up a host's first step alone, at each attempt
    /// of it: a host that has begun is finished, because half done is the worst state to leave it in.
    /// </summary>
    public static WindowWait? Of(Run run, StepPlace place, DateTimeOffset now)
    {
        if (run.Plan is not { Window: { } window } plan || run.Waived.Contains(place.Host))
            return null;
        if (plan.Stage(place.Stage) is not { Kind: StageKind.Upgrade } stage || !IsToBegin(run, stage, place))
            return null;
        var fit = window.NextFor(plan.Expected?.Total ?? TimeSpan.Zero, now);
        return fit?.From <= now ? null : new(place.Stage, place.Host, fit?.From, WhyOf(window, plan.Expected, now));
    }

    /// <summary>What is waited for, as a part of a sentence.</summary>
    public string InWords(Plan plan) =>
        $"{Host} until {(Until is { } at ? Zones.InWords(plan.Window!.Zone, at) : "nobody can tell when")}. {Why}";

    /// <summary>True when people know: one word for each stage and each time until which it waits.</summary>
    public bool IsAnnounced(Run run) => run.Awaited is { } told && told.Stage == Stage && told.Until == Until;

    private static bool IsToBegin(Run run, PlannedStage stage, StepPlace place) =>
        place.Step == stage.Steps[0].Name && run.Step(place).Phase is StepPhase.Pending or StepPhase.RetryDue;

    private static string WhyOf(Window window, ExpectedTime? expected, DateTimeOffset now)
    {
        if (Zones.Find(window.Zone) is null)
            return $"The time zone {window.Zone} of the window is unknown on the "
                + "service's machine: install the package tzdata.";
        if (window.At(now) is not { } open)
            return $"The window ({window}) is closed.";
        return $"The window closes in {TimeText.Of(Minutes(open.Until - now))}, "
            + $"at {Zones.InWords(window.Zone, open.Until)}; "
            + $"the host is expected to take {TimeText.Of(expected!.Host)}, and "
            + $"its way back {TimeText.Of(expected.Rollback)}.";
    }

    private static TimeSpan Minutes(TimeSpan left) =>
        left.TotalMinutes < 1 ? left : TimeSpan.FromMinutes((int)left.TotalMinutes);
}
