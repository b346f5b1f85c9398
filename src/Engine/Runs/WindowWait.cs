using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>Why a host may not start now: the window is closed, or too little of it is left.</summary>
/// <param name="Until">When it may start; null when no window is near.</param>
public sealed record WindowWait(string Stage, string Host, DateTimeOffset? Until, string Why)
{
    /// <summary>
    /// Null when the step may start. Only the first step of a host waits, at each attempt: a host that has started is
    /// finished, because half done is the worst state to leave it in.
    /// </summary>
    public static WindowWait? Of(Run run, StepPlace place, DateTimeOffset now)
    {
        if (run.Plan is not { Window: { } window } plan || run.Waived.Contains(place.Host))
            return null;
        if (plan.Stage(place.Stage) is not { Kind: StageKind.Upgrade } stage || !IsFirst(run, stage, place))
            return null;
        var fit = window.NextFor(plan.Expected?.Total ?? TimeSpan.Zero, now);
        return fit?.From <= now ? null : new(place.Stage, place.Host, fit?.From, WhyOf(window, plan.Expected, now));
    }

    /// <summary>The host, the time and the reason, to follow "waiting for the window: ".</summary>
    public string Sentence(Plan plan) =>
        $"{Host}{(Until is { } at ? $" until {Zones.Format(plan.Window!.Zone, at)}" : ", not any time soon")}. {Why}";

    /// <summary>True when it was reported already: once for each stage and each end of the wait.</summary>
    public bool IsAnnounced(Run run) => run.Awaited is { } known && known.Stage == Stage && known.Until == Until;

    private static bool IsFirst(Run run, PlannedStage stage, StepPlace place) =>
        place.Step == stage.Steps[0].Name && run.Step(place).Phase is StepPhase.Pending or StepPhase.RetryDue;

    private static string WhyOf(Window window, ExpectedTime? expected, DateTimeOffset now)
    {
        if (Zones.Find(window.Zone) is null)
            return $"The service's machine does not know the window's time zone {window.Zone}"
                + $"{Zones.Hint(window.Zone).TrimEnd('?')}.";
        if (window.At(now) is not { } open)
            return $"The window ({window}) is closed.";
        return $"The window closes in {TimeText.Of(Minutes(open.Until - now))}, "
            + $"at {Zones.Format(window.Zone, open.Until)}. "
            + $"The host is expected to take {TimeText.Of(expected!.Host)} and its rollback "
            + $"{TimeText.Of(expected.Rollback)}.";
    }

    private static TimeSpan Minutes(TimeSpan left) =>
        left.TotalMinutes < 1 ? left : TimeSpan.FromMinutes((int)left.TotalMinutes);
}
