using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Wording;

/// <summary>The answer to whoever put all open runs on hold: what became of each.</summary>
public static class HoldAllText
{
    /// <summary>One line for each kind of outcome.</summary>
    /// <param name="door">Where it is read.</param>
    public static string Of(IReadOnlyCollection<HoldOutcome> runs, Door door) =>
        runs.Count == 0 ? "No run is open." : string.Join('\n', Lines(runs, door));

    private static IEnumerable<string> Lines(IReadOnlyCollection<HoldOutcome> runs, Door door)
    {
        var held = runs.OfType<HoldOutcome.Held>().Select(one => one.Run).ToList();
        var already = runs.OfType<HoldOutcome.HeldAlready>().Select(one => one.Run).ToList();
        if (held.Count > 0)
            yield return $"Put on hold: {Numbers(held)}.";
        if (already.Count > 0)
            yield return $"On hold already: {Numbers(already)}.";
        foreach (var not in runs.OfType<HoldOutcome.NotHeld>())
            yield return $"Not put on hold: run {not.Run}. {not.Why}";
        if (held.Concat(already).FirstOrDefault() is { Number: > 0 } first)
            yield return "Runs that start later are not on hold. "
                + $"{CommandTable.Resume.Typed(door, first)} continues one.";
    }

    private static string Numbers(List<RunId> runs) =>
        $"{(runs.Count == 1 ? "run" : "runs")} {string.Join(", ", runs)}";
}
