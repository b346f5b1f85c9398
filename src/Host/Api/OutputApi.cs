using OlUpgrade.Execution;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>The part of the local API that shows what commands printed.</summary>
internal static class OutputApi
{
    public static void MapOutput(this WebApplication app) =>
        app.MapGroup("/api/runs")
            .AddEndpointFilter<StoreUnavailableFilter>()
            .AddEndpointFilter<CallLimitFilter>()
            .MapGet("/{number:int}/output", ShowAsync);

    /// <summary>The list of a run's outputs, and the text of one.</summary>
    /// <param name="of">A part of an attempt's name; the newest that it fits is shown. Null for the list alone.</param>
    private static async Task<IResult> ShowAsync(
        int number,
        string? of,
        Recorder recorder,
        OutputFolder folder,
        RunExpiry expiry,
        CancellationToken cancellation
    )
    {
        if (await recorder.LoadAsync(new RunId(number), cancellation) is not { } run)
            return await RunsApi.NoRunAsync(number, expiry, cancellation);
        var outputs = AttemptOutput.Of(run, folder);
        var meant = of is null ? null : outputs.LastOrDefault(output => output.IsOf(of));
        if (of is not null && meant is null)
            return TypedResults.Json(
                new Answer(
                    number,
                    "no-output",
                    $"Run {number} has no output of {of}. `olupgrade output {number}` lists what there is."
                ),
                statusCode: StatusCodes.Status404NotFound
            );
        return TypedResults.Ok(
            new OutputView(
                number,
                [.. outputs.Select(OutputView.Line.Of)],
                meant?.Name,
                meant is null ? null : await meant.ReadAsync(cancellation)
            )
        );
    }
}
