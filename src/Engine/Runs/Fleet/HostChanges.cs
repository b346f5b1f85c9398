using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What changed on a host during the work, by the first and the last capture of its stage: packages with both versions,
/// and every other captured fact line by line. Empty if nothing was captured twice.
/// </summary>
public static class HostChanges
{
    private const char Separator = ' ';

    /// <summary>One line for each difference, ordered by the name of the fact.</summary>
    public static ImmutableArray<string> Of(Run run, PlannedStage stage, string host)
    {
        var captures = CapturesOf(run, stage, host);
        return captures.Length < 2 ? [] : [.. Between(captures[0], captures[^1])];
    }

    /// <summary>Everything captured on a host in a stage, in order.</summary>
    public static ImmutableArray<Facts> CapturesOf(Run run, PlannedStage stage, string host) =>
        [
            .. stage
                .Steps.Where(step => step.Work is Work.Capture)
                .Select(step => run.Evidence(new(stage.Name, host, step.Name)))
                .OfType<Facts>(),
        ];

    /// <summary>The earlier facts that differ now, a line each.</summary>
    public static IEnumerable<string> Between(Facts before, Facts after) =>
        from name in before.Keys
        where after.ContainsKey(name)
        from line in IsOneWord(before[name]) && IsOneWord(after[name])
            ? before[name] == after[name]
                ? []
                : [$"{name} {before[name]} to {after[name]}"]
            : Between(name, LinesOf(before[name]), LinesOf(after[name]))
        select line;

    private static bool IsOneWord(string text) => text.Length > 0 && text.AsSpan().IndexOfAny(' ', '\n') < 0;

    private static IEnumerable<string> Between(
        string fact,
        ImmutableSortedDictionary<string, string> before,
        ImmutableSortedDictionary<string, string> after
    ) =>
        from key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
        let was = before.GetValueOrDefault(key)
        let isNow = after.GetValueOrDefault(key)
        where was != isNow && !(fact == "images" && key.Contains(":rollback-", StringComparison.Ordinal))
        select Sentence(fact, key, was, isNow);

    private static string Sentence(string fact, string key, string? was, string? isNow)
    {
        var name = fact == "packages" ? key : $"{fact}: {key}";
        return (was, isNow) switch
        {
            (null, { } value) => $"{name} {value} is new".Replace("  ", " ", StringComparison.Ordinal),
            ({ } value, null) => $"{name} {value} is gone".Replace("  ", " ", StringComparison.Ordinal),
            _ => $"{name} {was} to {isNow}",
        };
    }

    /// <summary>The lines by their first word; the last one wins.</summary>
    private static ImmutableSortedDictionary<string, string> LinesOf(string text)
    {
        var lines = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(Separator, 2);
            lines[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        return lines.ToImmutable();
    }
}
