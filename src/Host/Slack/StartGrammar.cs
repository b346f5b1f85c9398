using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// What may stand behind <c>/upgrade start</c> and <c>plan</c>: a runbook, values, hosts, the run that is continued; in
/// any order but the first.
/// </summary>
internal static class StartGrammar
{
    private const string HostsWord = "--hosts";
    private const string ContinueWord = "--continue";

    public static (RunRequest? Wish, string? Wrong) Read(string verb, IReadOnlyList<string> words)
    {
        var isNamed =
            words is [var first, ..] && !first.StartsWith('-') && !first.Contains('=', StringComparison.Ordinal);
        var wish = new RunRequest(isNamed ? words[0] : null, Facts.Empty, []);
        for (var at = isNamed ? 1 : 0; at < words.Count; at++)
        {
            var word = words[at];
            var isOption = word is HostsWord or ContinueWord;
            var (more, wrong) = isOption
                ? Option(wish, word, at + 1 < words.Count ? words[at + 1] : null)
                : Value(wish, word);
            if (more is null)
                return (null, wrong);
            (wish, at) = (more, isOption ? at + 1 : at);
        }

        return wish is { Runbook: null, Continues: null }
            ? (
                null,
                $"Say which runbook: `/upgrade {verb} security-patches`, or go on "
                    + $"with an earlier run: `/upgrade {verb} --continue 12`."
            )
            : (wish, null);
    }

    private static (RunRequest?, string?) Option(RunRequest wish, string option, string? behind) =>
        option switch
        {
            HostsWord when !wish.Hosts.IsEmpty => (null, $"`{HostsWord}` is given twice."),
            HostsWord => Names(behind) is { IsEmpty: false } hosts
                ? (wish with { Hosts = hosts }, null)
                : (null, $"`{HostsWord}` wants names behind it: `{HostsWord} ol-web1,ol-web2`."),
            _ when wish.Continues is not null => (null, $"`{ContinueWord}` is given twice."),
            _ => int.TryParse(behind, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (wish with { Continues = new RunId(number) }, null)
                : (null, $"`{ContinueWord}` wants the number of a run behind it: `{ContinueWord} 12`."),
        };

    private static (RunRequest?, string?) Value(RunRequest wish, string word)
    {
        if (word.StartsWith('-') || word.Split('=', 2) is not [{ Length: > 0 } name, var value])
            return (null, $"`{word}` is neither key=value nor `{HostsWord} a,b`.");
        return wish.Parameters.ContainsKey(name)
            ? (null, $"`{name}` is given twice.")
            : (wish with { Parameters = wish.Parameters.Add(name, value) }, null);
    }

    private static ImmutableArray<string> Names(string? written) =>
        [.. (written ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
