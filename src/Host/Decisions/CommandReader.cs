using OlUpgrade.Hosting.Api;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Decisions;

/// <summary>
/// A decision as it came in, from the command line or from Slack → the command for the run, or the sentence that says
/// what is wrong with it.
/// </summary>
internal static class CommandReader
{
    private const int ShortestDigest = 12;

    private const string Known =
        "approve, refuse, resume, settle, retry, skip, exclude, hold, "
        + "rollback, override, adopt, abort, delete-branch, note";

    /// <summary>The command, or what is wrong.</summary>
    /// <param name="via">By which way it came, as the journal of an approval says.</param>
    public static (RunCommand? Command, string? Problem) CommandOf(
        Run run,
        Person by,
        DecisionRequest request,
        string via = "cli"
    )
    {
        if (request.Seen > run.Version)
            return (null, $"Run {run.Id} is at state {run.Version}; nobody can have seen its state {request.Seen}.");
        if (request.Host is { } host && request.Decision != "exclude" && !Waits(run, host))
            return (null, NothingWaits(run, host));
        var (command, problem) = Of(run, by, request, via);
        return (command is null ? null : command with { Seen = request.Seen, Through = via }, problem);
    }

    private static (RunCommand? Command, string? Problem) Of(Run run, Person by, DecisionRequest request, string via) =>
        request.Decision switch
        {
            "approve" => Approve(run, by, request, via),
            "refuse" => (new RunCommand.Refuse(null, by, request.Reason), null),
            "note" when request.Key is { Length: > 0 } key => (
                new RunCommand.Note(key, by, request.Reason ?? "", via),
                null
            ),
            "note" => (null, "Name the note by a key of its own."),
            "hold" => (new RunCommand.Halt(by, request.Reason), null),
            "abort" => (new RunCommand.Abort(by, request.Reason, request.Stops), null),
            "delete-branch" => (new RunCommand.DeleteBranch(by, request.Reason), null),
            "rollback" when request.Target is { } target => (
                new RunCommand.RollBack(target, by, request.Reason, request.Emergency),
                null
            ),
            "rollback" => (null, "Say what is to be rolled back: `all`, a host, or a stage."),
            _ => Choice(run, by, request),
        };

    private static (RunCommand? Command, string? Problem) Choice(Run run, Person by, DecisionRequest request) =>
        (request.Decision, request.Host) switch
        {
            ("resume", var host) => (new RunCommand.Resume(PlaceOf(run, host), by, request.Reason), null),
            ("retry", var host) => (new RunCommand.Retry(PlaceOf(run, host), by, request.Reason), null),
            ("skip", var host) => (new RunCommand.Skip(PlaceOf(run, host), by, request.Reason), null),
            ("settle", var host) => request.Happened is { } happened
                ? (new RunCommand.Settle(PlaceOf(run, host), happened, by, request.Reason), null)
                : (null, "Say whether the step happened."),
            ("override", { } host) => Override(run, by, host, request.Reason),
            ("override", null) => (null, "Say on which host the run may go on all the same."),
            ("exclude", { } host) => (new RunCommand.Exclude(host, by, request.Reason), null),
            ("exclude", null) => (null, "Say which host is to be left out."),
            ("adopt", { } host) => (new RunCommand.Adopt(host, by, request.Reason), null),
            ("adopt", null) => (null, "Say which host is to be adopted."),
            _ => (null, $"There is no decision \"{request.Decision}\". There are: {Known}."),
        };

    /// <summary>An approval is of a digest: the person says which plan was seen.</summary>
    private static (RunCommand? Command, string? Problem) Approve(
        Run run,
        Person by,
        DecisionRequest request,
        string via
    )
    {
        if (request.Digest is not { Length: >= ShortestDigest } seen)
            return (null, $"Say which plan you saw: at least the first {ShortestDigest} digits of its digest.");
        var isThis = run.PlanDigest is { } digest && digest.Hex.StartsWith(seen, StringComparison.Ordinal);
        return (new RunCommand.Approve(null, isThis ? run.PlanDigest : new Digest(seen), by, via), null);
    }

    /// <summary>It is of one host, and says so: a word sent twice must not fall on another host's obstacle.</summary>
    private static (RunCommand? Command, string? Problem) Override(Run run, Person by, string host, string? reason)
    {
        if (run.Awaited?.Host == host && ObstacleOn(run, host) is null)
            return (new RunCommand.WaiveWindow(host, by, reason), null);
        return (ObstacleOn(run, host) ?? PlaceOf(run, host)) is { } place
            ? (new RunCommand.Override(place, by, reason), null)
            : (null, NothingWaits(run, host));
    }

    private static bool Waits(Run run, string host) =>
        PlaceOf(run, host) is not null || ObstacleOn(run, host) is not null || run.Awaited?.Host == host;

    private static string NothingWaits(Run run, string host) =>
        $"No step on {host} waits for a decision in run {run.Id}."
        + (run.LastDecision is { } last ? $" {last.By} {last.What} at {last.At:HH:mm:ss} UTC." : "");

    private static StepPlace? ObstacleOn(Run run, string host) =>
        run.Obstacles.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);

    private static StepPlace? PlaceOf(Run run, string? host) =>
        host is null
            ? null
            : run.Stuck.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);
}
