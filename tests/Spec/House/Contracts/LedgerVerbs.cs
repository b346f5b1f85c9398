using System.Text.RegularExpressions;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>What the script on a host can be asked to do, and the results that it reports.</summary>
internal static partial class LedgerVerbs
{
    public static IEnumerable<string> Lines(string script) =>
        Verbs()
            .Match(script)
            .Groups["verbs"]
            .Value.Split('|', StringSplitOptions.TrimEntries)
            .Select(verb => $"ledger verb {verb}")
            .Concat(
                Results()
                    .Matches(script)
                    .Select(match => $"ledger result {match.Groups["result"].Value}")
                    .Append("ledger result ok")
            )
            .Distinct()
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(
        """^case \$verb in\s+(?<verbs>[a-z |]+)\)""",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Verbs();

    [GeneratedRegex(@"\brefuse (?<result>[a-z][a-z-]*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Results();
}
