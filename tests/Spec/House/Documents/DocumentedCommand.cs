using System.Text.RegularExpressions;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>
/// A command on a page: a line of a code block, or a span of code, that begins with the program's name.
/// </summary>
internal sealed partial record DocumentedCommand(MarkdownFile Page, int Line, string Text)
{
    public static IEnumerable<DocumentedCommand> In(MarkdownFile page) =>
        from line in page.Numbered()
        from text in line.IsCode
            ? Block().Matches(line.Text).Select(match => match.Groups["command"].Value)
            : Spans(line.Text)
        select new DocumentedCommand(page, line.Number, text.Trim());

    /// <summary>A span that a line ends in goes on in the next one; what is cut off there is left out.</summary>
    private static IEnumerable<string> Spans(string line) =>
        Span()
            .Matches(line)
            .Select(match => match.Groups["code"].Value.Replace("\\|", "|", StringComparison.Ordinal))
            .Where(code => Begins().IsMatch(code));

    [GeneratedRegex(
        @"^\s*(?:\$ )?(?<command>(?:olupgrade|/upgrade) [a-z](?:(?!\s{2,}#).)*)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Block();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?:olupgrade|@olupgrade|/upgrade) [a-z-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Begins();
}
