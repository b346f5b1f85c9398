using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>A decision as it came in → the command for the run, or the sentence that says what is wrong with it.</summary>
internal static class Decisions
{
    private const int ShortestDigest = 12;

    public static (RunCommand? Command, string? Problem) CommandOf(Run run, Person by, DecisionRequest request) =>
        request.Host is { } host && PlaceOf(run, host) is null && ObstacleOn(run, host) is null && run.Awaited?.Host != host
            ? (null, $"No step on {host} waits for a decision in run {run.Id}.")
            : Known(run, by, request);

    private static (RunCommand? Command, string? Problem) Known(Run run, Person by, DecisionRequest request) =>
        request.Decision switch
        {
            "approve" => Approve(run, by, request),
            "refuse" => (new RunCommand.Refuse(null, by, request.Reason), null),
            "resume" => (new RunCommand.Resume(PlaceOf(run, request.Host), by, request.Reason), null),
            "settle" when request.Happened is { } happened =>
                (new RunCommand.Settle(PlaceOf(run, request.Host), happened, by, request.Reason), null),
            "override" => Override(run, by, request),
            "adopt" when request.Host is { } host => (new RunCommand.Adopt(host, by, request.Reason), null),
            "adopt" => (null, "Say which host is to be adopted."),
            "abort" => (new RunCommand.Abort(by, request.Reason, request.Stops), null),
            _ => (null, $"There is no decision \"{request.Decision}\"."),
        };

    /// <summary>An approval is of a digest: the person says which plan was seen.</summary>
    private static (RunCommand? Command, string? Problem) Approve(Run run, Person by, DecisionRequest request)
    {
        if (request.Digest is not { Length: >= ShortestDigest } seen)
            return (null, $"Say which plan you saw: at least the first {ShortestDigest} digits of its digest.");
        var isThis = run.PlanDigest is { } digest && digest.Hex.StartsWith(seen, StringComparison.Ordinal);
        return (new RunCommand.Approve(null, isThis ? run.PlanDigest : new Digest(seen), by, "cli"), null);
    }

    /// <summary>It is of one host, and says so: a word sent twice must not fall on another host's obstacle.</summary>
    private static (RunCommand? Command, string? Problem) Override(Run run, Person by, DecisionRequest request)
    {
        if (request.Host is not { } host)
            return (null, "Say on which host the run may go on all the same.");
        if (run.Awaited?.Host == host && ObstacleOn(run, host) is null)
            return (new RunCommand.WaiveWindow(host, by, request.Reason), null);
        return (ObstacleOn(run, host) ?? PlaceOf(run, host)) is { } place
            ? (new RunCommand.Override(place, by, request.Reason), null)
            : (null, $"No step on {host} waits for a decision in run {run.Id}.");
    }

    private static StepPlace? ObstacleOn(Run run, string host) =>
        run.Obstacles.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);

    private static StepPlace? PlaceOf(Run run, string? host) =>
        host is null ? null : run.Stuck.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);
}
