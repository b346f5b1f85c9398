using System.Globalization;
using System.Text;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// The grammar of <c>/upgrade</c>. Pure. <see cref="TypedText"/> takes back what Slack and phones make of words.
/// </summary>
public static class UpgradeGrammar
{
    public static string Help { get; } =
        $"""
            `/upgrade list` shows the runbooks, `/upgrade plan RUNBOOK [key=value …] [--hosts a,b]` what one would do
            `/upgrade start RUNBOOK [key=value …] [--hosts a,b]` starts a run
            `/upgrade start --continue RUN` starts one with the hosts that an ended run left, by the runbook as it is now
            `/upgrade status [RUN]` shows the open runs, or one
            {string.Join('\n', CommandTable.All.Select(syntax => $"{syntax.Usage(Door.Slack)} {syntax.Summary}"))}
            `/upgrade help` shows this
            RUN may be left out while exactly one run is open, and in a run's own thread, where you say the same to the app by its
            name, without the slash: `@olupgrade retry`. A value with blanks goes in quotes: `packages="curl git"`.
            """;

    public static UpgradeCommand Parse(string text)
    {
        if (Words(text) is not { } words)
            return new UpgradeCommand.Wrong("A quote is not closed.");
        // A phone begins every message with a capital letter.
        return words is [var first, .. var others]
            ? Parse([first.ToLowerInvariant(), .. others])
            : new UpgradeCommand.Help();
    }

    private static UpgradeCommand Parse(List<string> words) =>
        words switch
        {
            ["help", ..] => new UpgradeCommand.Help(),
            ["status"] => new UpgradeCommand.Status(null),
            ["status", var number] => Status(number),
            ["status", ..] => new UpgradeCommand.Wrong("`status` takes one run's number, or nothing."),
            ["list"] => new UpgradeCommand.List(),
            ["list", ..] => new UpgradeCommand.Wrong("`list` takes nothing: `/upgrade list`."),
            ["plan", .. var rest] => Wished("plan", rest, wish => new UpgradeCommand.Plan(wish)),
            ["start", .. var rest] => Wished("start", rest, wish => new UpgradeCommand.Start(wish)),
            [var verb, .. var rest] when CommandTable.Named(verb) is { } syntax => Decide(syntax, rest),
            [var verb, ..] => new UpgradeCommand.Wrong($"There is no `{verb}`. `/upgrade help` lists what there is."),
            [] => new UpgradeCommand.Help(),
        };

    private static UpgradeCommand Status(string word) =>
        RunOf(word) is { } run
            ? new UpgradeCommand.Status(run)
            : new UpgradeCommand.Wrong($"`{word}` is not the number of a run.");

    private static UpgradeCommand Decide(CommandSyntax syntax, IReadOnlyList<string> rest)
    {
        if (syntax.MakeForAll is { } make && rest is [CommandTable.AllRuns or $"--{CommandTable.AllRuns}", ..])
            return new UpgradeCommand.DecideAll(syntax, make, ReasonIn(rest.Skip(1)));
        return rest is [var first, ..] && RunOf(first) is { } run
            ? new UpgradeCommand.Decide(syntax, run, [.. rest.Skip(1)])
            : new UpgradeCommand.Decide(syntax, Run: null, [.. rest]);
    }

    private static string? ReasonIn(IEnumerable<string> words) =>
        string.Join(' ', words.SkipWhile((word, at) => at == 0 && word == "--reason")) is { Length: > 0 } reason
            ? reason
            : null;

    private static RunId? RunOf(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new RunId(number) : null;

    private static UpgradeCommand Wished(
        string verb,
        IReadOnlyList<string> words,
        Func<RunRequest, UpgradeCommand> command
    ) =>
        StartGrammar.Read(verb, words) switch
        {
            ({ } wish, _) => command(wish),
            (_, var wrong) => new UpgradeCommand.Wrong(wrong!),
        };

    /// <summary>The words, quotes taken off; null when a quote is left open.</summary>
    private static List<string>? Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var inQuotes = false;
        foreach (var letter in TypedText.Of(text))
        {
            if (letter == '"')
            {
                inQuotes = !inQuotes;
                inWord = true;
            }
            else if (char.IsWhiteSpace(letter) && !inQuotes)
            {
                if (inWord)
                    words.Add(TypedText.WithDashes(word.ToString()));
                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(letter);
                inWord = true;
            }
        }

        if (inWord)
            words.Add(TypedText.WithDashes(word.ToString()));
        return inQuotes ? null : words;
    }
}
