using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// The local API, which the command line uses. Every call except <c>/api/health</c> needs a person's token
/// (<c>Authorization: Bearer …</c>). Refusals are an <see cref="Answer"/>: 400 wrong input, 401 no token, 404 no run,
/// 403 no staff,
/// 409 refused, 413 too large, 429 too many, 503 unavailable.
/// </summary>
public static class RunsApi
{
    private const int MaxRuns = 500;

    /// <summary>Adds the routes under <c>/api/runs</c>, and <c>/api/health</c>.</summary>
    public static void MapRuns(this WebApplication app)
    {
        app.MapGet("/api/health", () => "OK");
        var runs = app.MapGroup("/api/runs")
            .AddEndpointFilter<StoreUnavailableFilter>()
            .AddEndpointFilter<CallLimitFilter>();
        runs.MapGet("/", ListAsync);
        runs.MapPost("/", StartAsync);
        runs.MapGet("/{number:int}", ShowAsync);
        runs.MapGet("/{number:int}/journal", JournalAsync);
        runs.MapGet("/{number:int}/journal/verification", VerifyAsync);
        runs.MapGet("/{number:int}/report", ReportAsync);
        runs.MapGet("/checkpoints", CheckpointsAsync);
        runs.MapPost("/{number:int}/decisions", DecideAsync);
        runs.MapPost("/decisions", AllRunsApi.DecideAsync);
    }

    private static async Task<IResult> ListAsync(bool? open, IJournal journal, CancellationToken cancellation) =>
        TypedResults.Ok(
            (await journal.ListAsync(open ?? false, MaxRuns, cancellation)).Select(run => new
            {
                Run = run.Run.Number,
                run.Runbook,
                run.Title,
                Status = run.Status.ToString(),
                run.Requester,
                run.RequestedAt,
                run.IsOpen,
            })
        );

    private static async Task<IResult> ShowAsync(
        int number,
        Recorder recorder,
        RunExpiry expiry,
        CancellationToken cancellation
    ) =>
        await recorder.LoadAsync(new RunId(number), cancellation) is { } run
            ? TypedResults.Ok(RunView.Of(run))
            : await NoRunAsync(number, expiry, cancellation);

    /// <summary>
    /// The journal, or its entries after a version; <c>wait</c> is how many seconds to wait for the first of them.
    /// </summary>
    private static async Task<IResult> JournalAsync(
        int number,
        int? after,
        int? wait,
        Recorder recorder,
        JournalTail tail,
        RunExpiry expiry,
        CancellationToken cancellation
    )
    {
        if (await recorder.LoadAsync(new RunId(number), cancellation) is not { } run)
            return await NoRunAsync(number, expiry, cancellation);
        var known = after ?? 0;
        if (known < 0 || known > run.Version)
            return TypedResults.Json(
                new Answer(number, "bad-input", $"Run {number} has {run.Version} entries; there is no entry {known}."),
                statusCode: 400
            );
        var entries = await tail.ReadAsync(run.Id, known, TimeSpan.FromSeconds(wait ?? 0), cancellation);
        return entries is { } found
            ? TypedResults.Ok(found.Select(EntryView.Of))
            : TypedResults.Json(new Answer(number, "stopping", "The service is stopping."), statusCode: 503);
    }

    private static async Task<IResult> VerifyAsync(
        int number,
        JournalVerifier verifier,
        IJournal journal,
        OutputFolder outputs,
        RunExpiry expiry,
        CancellationToken cancellation
    )
    {
        if (await verifier.VerifyAsync(new RunId(number), cancellation) is not { } found)
            return await NoRunAsync(number, expiry, cancellation);
        return TypedResults.Ok(
            await OutputVerification.AddToAsync(found, journal, new RunId(number), outputs, cancellation)
        );
    }

    /// <summary>All checkpoints over the journals of all runs, as the service's log has them.</summary>
    private static async Task<IResult> CheckpointsAsync(CheckpointChain chain, CancellationToken cancellation) =>
        TypedResults.Ok(await chain.ReadAsync(0, cancellation));

    private static async Task<IResult> ReportAsync(
        int number,
        RunReports reports,
        JournalVerifier verifier,
        RunExpiry expiry,
        CancellationToken cancellation
    )
    {
        var verification = await verifier.VerifyAsync(new RunId(number), cancellation);
        return await reports.OfAsync(new RunId(number), verification?.Head, upTo: null, cancellation) is { } report
            ? TypedResults.Ok(ReportView.Of(report))
            : await NoRunAsync(number, expiry, cancellation);
    }

    private static async Task<IResult> StartAsync(
        StartRequest request,
        HttpContext context,
        RunStarter starts,
        CancellationToken cancellation
    )
    {
        if (string.IsNullOrWhiteSpace(request.RequestKey))
            return TypedResults.Json(
                new Answer(null, "bad-input", "requestKey is missing. Give each request a unique one."),
                statusCode: 400
            );
        if (WordLimits.ProblemOfName(request.RequestKey) is { } tooLong)
            return TypedResults.Json(new Answer(null, "bad-input", tooLong), statusCode: 400);
        var caller = context.Caller();
        if (caller.Doubt is { } doubt)
            return InDoubt(doubt);
        var runRequest = new RunRequest(
            request.Runbook,
            (request.Parameters ?? []).ToImmutableSortedDictionary(),
            [.. request.Hosts ?? []],
            request.Continues is { } earlier ? new RunId(earlier) : null
        );
        var (started, _) = await starts.StartAsync(
            runRequest,
            $"cli/{caller.Person.Name}/{request.RequestKey}",
            caller.Person,
            Door.CommandLine,
            cancellation
        );
        return started switch
        {
            { Run: { } run } => TypedResults.Ok(new Answer(run.Number, null, null)),
            { Refusal: { Code: RunStarter.BadInput } wrong } => TypedResults.Json(
                new Answer(null, wrong.Code, wrong.Sentence),
                statusCode: 400
            ),
            _ => Refused(started.Refusal!),
        };
    }

    private static async Task<IResult> DecideAsync(
        int number,
        DecisionRequest request,
        HttpContext context,
        Recorder recorder,
        Signals signals,
        RunExpiry expiry,
        CancellationToken cancellation
    )
    {
        if (await recorder.LoadAsync(new RunId(number), cancellation) is not { } run)
            return await NoRunAsync(number, expiry, cancellation);
        var caller = context.Caller();
        if (caller.Doubt is { } doubt && CommandTable.Named(request.Decision) is not { OnlyStops: true })
            return InDoubt(doubt);
        var (command, problem) = DecisionReader.Read(run, caller.Person, request);
        if (command is null)
            return TypedResults.Json(new Answer(number, "bad-input", problem), statusCode: 400);
        var recorded = await signals.SignalAsync(run.Id, command, cancellation);
        return recorded.Refusal is { } refusal ? Refused(refusal) : TypedResults.Ok(new Answer(number, null, null));
    }

    /// <summary>What stops work is taken from a listed person at any time; all else waits for Slack.</summary>
    internal static JsonHttpResult<Answer> InDoubt(string doubt) =>
        TypedResults.Json(
            new Answer(
                null,
                "staff-unknown",
                "Slack does not say whether you are still staff, so only `hold`, `abort` and `refuse` work now. "
                    + doubt
            ),
            statusCode: 503
        );

    private static JsonHttpResult<Answer> Refused(Refusal refusal) =>
        TypedResults.Json(new Answer(null, refusal.Code, refusal.Sentence), statusCode: 409);

    internal static async Task<IResult> NoRunAsync(int number, RunExpiry expiry, CancellationToken cancellation) =>
        await expiry.SentenceOfAsync(new RunId(number), cancellation) is { } sentence
            ? TypedResults.Json(new Answer(null, "expired", sentence), statusCode: 404)
            : TypedResults.Json(new Answer(null, "no-run", $"There is no run {number}."), statusCode: 404);
}
