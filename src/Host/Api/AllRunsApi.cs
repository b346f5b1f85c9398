using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Api;

/// <summary>The part of the local API that decides about every open run at once; so far that is <c>hold</c>.</summary>
internal static class AllRunsApi
{
    /// <summary>Listed people only stop work this way, so it waits neither for Slack nor for a limit.</summary>
    public static async Task<IResult> DecideAsync(
        DecisionRequest request,
        HttpContext context,
        HoldOfAllRuns holds,
        CancellationToken cancellation
    )
    {
        if (CommandTable.Named(request.Decision) is not { MakeForAll: { } make } syntax)
            return Refused(400, "bad-input", $"Only `{CommandTable.Hold.Verb}` is of all open runs.");
        var said = new CommandArguments(context.Caller().Person, Door.CommandLine) { Reason = request.Reason };
        var halt = CommandReader.ReadForAll(syntax, make, said);
        var (runs, refusal) = await holds.HoldAsync(halt, said: null, cancellation);
        return refusal is { } no ? Refused(409, no.Code, no.Sentence) : TypedResults.Ok(HoldAllView.Of(runs));
    }

    private static IResult Refused(int status, string code, string sentence) =>
        TypedResults.Json(new Answer(null, code, sentence), statusCode: status);
}
