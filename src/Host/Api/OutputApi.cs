using OlUpgrade.Execution;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// The part of the local API that shows what commands printed. The text is sent as it is read, so that no number of
/// callers takes the service's memory.
/// </summary>
internal static class OutputApi
{
    public static void MapOutput(this WebApplication app)
    {
        var runs = app.MapGroup("/api/runs")
            .AddEndpointFilter<StoreUnavailableFilter>()
            .AddEndpointFilter<CallLimitFilter>();
        runs.MapGet("/{number:int}/output", ListAsync);
        runs.MapGet("/{number:int}/output/text", ReadAsync);
    }

    private static async Task<IResult> ListAsync(
        int number,
        Recorder recorder,
        OutputFolder folder,
        RunExpiry expiry,
        CancellationToken cancellation
    ) =>
        await recorder.LoadAsync(new RunId(number), cancellation) is { } run
            ? TypedResults.Ok(new OutputView(number, [.. AttemptOutput.Of(run, folder).Select(OutputView.Line.Of)]))
            : await RunsApi.NoRunAsync(number, expiry, cancellation);

    /// <summary>The text of one output.</summary>
    /// <param name="of">A part of an attempt's name; the newest that it fits is shown.</param>
    private static async Task<IResult> ReadAsync(
        int number,
        string of,
        Recorder recorder,
        OutputFolder folder,
        RunExpiry expiry,
        CancellationToken cancellation
    )
    {
        if (await recorder.LoadAsync(new RunId(number), cancellation) is not { } run)
            return await RunsApi.NoRunAsync(number, expiry, cancellation);
        if (AttemptOutput.Of(run, folder).LastOrDefault(output => output.IsOf(of)) is { } meant)
            return TypedResults.Stream(meant.Open(), "text/plain; charset=utf-8");
        return TypedResults.Json(
            new Answer(
                number,
                "no-output",
                $"Run {number} has no output of {of}. `olupgrade output {number}` lists what there is."
            ),
            statusCode: StatusCodes.Status404NotFound
        );
    }
}
