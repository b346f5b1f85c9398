namespace OlUpgrade.Spec.House.Documents;

/// <summary>Every command that a page shows is one that the program or Slack's <c>/upgrade</c> understands.</summary>
internal static class DocumentedCommands
{
    // Slack's own words about a command, and no command.
    private const string SlacksError = "/upgrade failed with the error";

    /// <summary>The commands that nobody understands.</summary>
    /// <param name="program">What is wrong with a command line; null when nothing is.</param>
    /// <param name="slack">What is wrong with what stands after <c>/upgrade</c>; null when nothing is.</param>
    public static IReadOnlyList<Violation> Violations(
        IEnumerable<MarkdownFile> pages,
        Func<string, string?> program,
        Func<string, string?> slack
    ) =>
        [
            .. from command in pages.SelectMany(DocumentedCommand.In)
            where !command.Text.StartsWith(SlacksError, StringComparison.Ordinal)
            let problem = ProblemOf(command.Text, program, slack)
            where problem is not null
            select Violation.In(command.Page.Path, command.Line, $"`{command.Text}` is not understood: {problem}"),
        ];

    private static string? ProblemOf(string command, Func<string, string?> program, Func<string, string?> slack)
    {
        var (name, rest) = command.Split(' ', 2) is [var first, var second] ? (first, second) : (command, "");
        var understand = name == "olupgrade" ? program : slack;
        return Placeholders.Filled(rest).Select(understand).FirstOrDefault(problem => problem is not null);
    }
}
