using System.Text.RegularExpressions;
using OlUpgrade.Hosting.Slack;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>What people type after <c>/upgrade</c>, as its own help says.</summary>
internal static partial class SlackVerbs
{
    public static IEnumerable<string> Lines() =>
        Command()
            .Matches(UpgradeGrammar.Help)
            .Select(match => $"slack {match.Groups["command"].Value}")
            .Distinct()
            .Order(StringComparer.Ordinal);

    [GeneratedRegex("`(?<command>/upgrade [^`]+)`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
