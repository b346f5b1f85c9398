using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>A decision as it came in → the command for the run, or the sentence that says what is wrong with it.</summary>
internal static class Decisions
{
    private const int ShortestDigest = 12;

    public static (RunCommand? Command, string? Problem) CommandOf(Run run, Person by, DecisionRequest request) =>
        request.Host is { } host && PlaceOf(run, host) is null
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
            "override" => (new RunCommand.Override(PlaceOf(run, request.Host), by, request.Reason), null),
            "abort" => (new RunCommand.Abort(by, request.Reason), null),
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

    private static StepPlace? PlaceOf(Run run, string? host) =>
        host is null ? null : run.Stuck.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);
}
