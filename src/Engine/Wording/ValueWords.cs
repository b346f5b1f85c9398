using OlUpgrade.Hosts;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>
/// Questions about pages, their values and commands as people read them; also the names of their facts in the journal.
/// </summary>
public static class ValueWords
{
    private const int MaxCommand = 80;

    /// <summary><c>URL answers 200 with "OK"</c>.</summary>
    public static string Of(HealthQuestion.Http asked)
    {
        var page = $"{asked.Url}{Through(asked.To)} answers {asked.Status}";
        return asked.Contains is { } part ? $"{page} with \"{part}\"" : page;
    }

    /// <summary><c>/response/numFound of URL is above 0</c>.</summary>
    public static string Of(HealthQuestion.Json asked) =>
        $"{(asked.At.Length == 0 ? "the answer" : asked.At)} of {asked.Url}{Through(asked.To)} {asked.Rule}";

    /// <summary><c>haproxy_up of URL is 1</c>.</summary>
    public static string Of(HealthQuestion.Metric asked) =>
        $"{asked.Series} of {asked.Url}{Through(asked.To)} {asked.Rule}";

    /// <summary>The command if it is one short line; otherwise its first line and the digest of all of it.</summary>
    public static string Of(HealthQuestion.Command asked)
    {
        var shown = Beginning(asked);
        return IsWhole(asked)
            ? $"the command \"{shown}\" succeeds"
            : $"the command \"{shown}…\" ({Digest.Of(asked.Script).Abbreviated}) succeeds";
    }

    /// <summary>True if the command's own words hold all of it.</summary>
    internal static bool IsWhole(HealthQuestion.Command asked) => Beginning(asked) == asked.Script.Trim();

    private static string Beginning(HealthQuestion.Command asked)
    {
        var line = asked.Script.Trim().Split('\n', 2)[0].TrimEnd();
        return line.Length > MaxCommand ? line[..MaxCommand] : line;
    }

    private static string Through(string? to) => to is null ? "" : $" (at {to})";
}
