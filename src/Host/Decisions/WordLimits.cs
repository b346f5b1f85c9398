using System.Globalization;

namespace OlUpgrade.Hosting.Decisions;

/// <summary>
/// How much a person may say at once, at any door. Every word is kept in the journal, shown in Slack and on the issue,
/// and read again with every fold. Pure.
/// </summary>
public static class WordLimits
{
    /// <summary>Characters of a reason or a note.</summary>
    public const int MaxText = 4_000;

    /// <summary>Characters of a name or a key.</summary>
    public const int MaxName = 200;

    /// <summary>Characters of a parameter's value.</summary>
    public const int MaxValue = 4_000;

    /// <summary>Parameters of one run.</summary>
    public const int MaxParameters = 100;

    /// <summary>Hosts that one request names.</summary>
    public const int MaxHosts = 1_000;

    /// <summary>Why a reason or a note is not taken; null if it is short enough.</summary>
    public static string? ProblemOfText(string? text) =>
        text?.Length > MaxText
            ? $"That has {Count(text.Length)} characters; at most {Count(MaxText)} are taken. "
                + "Shorten it, or put it elsewhere and link to it."
            : null;

    /// <summary>Why a request to start a run is not taken; null if it is small enough.</summary>
    public static string? ProblemOfStart(string? runbook, Facts parameters, IReadOnlyCollection<string> hosts)
    {
        if (parameters.ContainsValue(null!) || hosts.Contains(null!))
            return "A parameter or a host is null. Leave it out, or give it a value.";
        if (parameters.Count > MaxParameters)
            return $"{Count(parameters.Count)} parameters are given; at most {MaxParameters} are taken.";
        if (hosts.Count > MaxHosts)
            return $"{Count(hosts.Count)} hosts are named; at most {Count(MaxHosts)} are taken.";
        if (parameters.FirstOrDefault(given => given.Value.Length > MaxValue) is { Key: { } key, Value: { } value })
            return $"The parameter {Beginning(key)} has {Count(value.Length)} characters; "
                + $"at most {Count(MaxValue)} are taken.";
        return parameters.Keys.Concat(hosts).Append(runbook ?? "").FirstOrDefault(IsTooLong) is { } name
            ? ProblemOfName(name)
            : null;
    }

    /// <summary>Why a name or a key is not taken; null if it is short enough.</summary>
    public static string? ProblemOfName(string? name) =>
        name is not null && IsTooLong(name)
            ? $"{Beginning(name)}… has {Count(name.Length)} characters; a name has at most {MaxName}."
            : null;

    /// <summary>The reason of what is never refused for its length.</summary>
    public static string? Cut(string? text) => text?.Length > MaxText ? text[..(MaxText - 1)] + "…" : text;

    private static bool IsTooLong(string name) => name.Length > MaxName;

    private static string Beginning(string name) => name[..Math.Min(name.Length, 40)];

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
