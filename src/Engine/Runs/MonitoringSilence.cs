using System.Globalization;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// When a monitoring silence that a drain sets must end by itself, in case nothing is left running to lift it.
/// </summary>
public static class MonitoringSilence
{
    /// <summary>The environment variable that passes it to the script of the drain.</summary>
    public const string Variable = "until";

    /// <summary>
    /// The journaled start of the drain's attempt, plus the timeouts of all steps from the drain to the return. It is
    /// the same for every reader of that attempt.
    /// </summary>
    public static DateTimeOffset EndOf(Run run, StepPlace drain)
    {
        var began = run.Step(drain).StartedAt ?? throw new InvalidOperationException($"{drain} is not begun.");
        var steps = run.Plan!.Stage(drain.Stage).Steps.SkipWhile(step => step.Name != drain.Step).ToList();
        var last = steps.FindIndex(step => step.Work is Work.Return) is var at and >= 0 ? at : steps.Count - 1;
        return began + TimeSpan.FromTicks(steps.Take(last + 1).Sum(step => step.Timeout.Ticks));
    }

    /// <summary>As scripts get it, in UTC to the second: <c>2026-11-25T22:10:00Z</c>.</summary>
    public static string InScript(DateTimeOffset end) =>
        end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
