using OlUpgrade.Execution;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// The part of the local API that is about hosts over all runs: which are out of service, and the decisions of which
/// the host says the run.
/// </summary>
internal static class FleetApi
{
    /// <summary>Adds the routes under <c>/api/fleet</c>.</summary>
    public static void MapFleet(this WebApplication app)
    {
        var fleet = app.MapGroup("/api/fleet")
            .AddEndpointFilter<StoreUnavailableFilter>()
            .AddEndpointFilter<CallLimitFilter>();
        fleet.MapGet("/", ListAsync);
        fleet.MapPost("/decisions", DecideAsync);
    }

    /// <summary>The hosts that are out of service, the longest first.</summary>
    private static async Task<IResult> ListAsync(Recorder recorder, CancellationToken cancellation) =>
        TypedResults.Ok((await recorder.FleetAsync(cancellation)).Out.Select(OutageView.Of));

    private static async Task<IResult> DecideAsync(
        DecisionRequest request,
        HttpContext context,
        HostReturns returns,
        CancellationToken cancellation
    )
    {
        if (CommandTable.Named(request.Decision) is not { IsOfFleet: true })
            return Refused(400, "bad-input", $"Only `{CommandTable.Return.Verb}` is of a host without a run.");
        var caller = context.Caller();
        if (caller.Doubt is { } doubt)
            return RunsApi.InDoubt(doubt);
        var said = new CommandArguments(caller.Person, Door.CommandLine)
        {
            Host = request.Host,
            Reason = request.Reason,
            Flags = request.ByHand ? [CommandTable.ByHand] : [],
        };
        var (done, refusal) = await returns.ReturnAsync(said, cancellation);
        return refusal is { } no ? Refused(409, no.Code, no.Sentence) : TypedResults.Ok(new Answer(null, null, done));
    }

    private static IResult Refused(int status, string code, string sentence) =>
        TypedResults.Json(new Answer(null, code, sentence), statusCode: status);
}
