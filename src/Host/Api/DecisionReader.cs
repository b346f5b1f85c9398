using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// A decision in JSON becomes the command for a run, or the sentence that says what is wrong with it.
/// </summary>
internal static class DecisionReader
{
    /// <summary>In JSON what a person who looked says of an unknown step is a decision of its own.</summary>
    private const string Settle = "settle";

    public static (PersonsCommand? Command, string? Problem) Read(Run run, Person by, DecisionRequest request)
    {
        var verb = request.Decision == Settle ? CommandTable.Resume.Verb : request.Decision;
        if (CommandTable.Named(verb) is not { } syntax)
            return (null, $"There is no decision \"{request.Decision}\". There are: {Known()}.");
        return Problem(syntax, request) is { } problem
            ? (null, problem)
            : CommandReader.Read(run, syntax, ArgumentsOf(run, by, request));
    }

    private static string? Problem(CommandSyntax syntax, DecisionRequest request)
    {
        if (syntax.NamesPlan && request.Digest is not { Length: >= QuestionCode.MinLength })
            return $"Say what you approve: the code in the question, at least {QuestionCode.MinLength} digits.";
        if (syntax.IsOfFleet)
            return $"`{syntax.Verb}` is of a host and not of a run: send it to /api/fleet/decisions.";
        if (syntax.IsText && string.IsNullOrEmpty(request.Key))
            return "Give the note a key of its own.";
        if (WordLimits.ProblemOfName(request.Key) is { } tooLong)
            return tooLong;
        return request.Decision == Settle && request.Happened is null ? "Say whether the step happened." : null;
    }

    private static CommandArguments ArgumentsOf(Run run, Person by, DecisionRequest request) =>
        new(by, Door.CommandLine)
        {
            Host = request.Host,
            Target = request.Target,
            Reason = request.Reason,
            Code = request.Digest,
            Key = request.Key ?? "",
            Seen = request.Seen,
            Flags = [.. Flags(request)],
        };

    private static IEnumerable<string> Flags(DecisionRequest request)
    {
        if (request.Decision == Settle)
            yield return request.Happened == true ? CommandTable.ItHappened : CommandTable.ItDidNotHappen;
        if (request.Stops)
            yield return CommandTable.Stop;
        if (request.ByHand)
            yield return CommandTable.ByHand;
        if (request.Emergency)
            yield return CommandTable.Emergency;
    }

    private static string Known() => string.Join(", ", CommandTable.All.Select(syntax => syntax.Verb).Append(Settle));
}
