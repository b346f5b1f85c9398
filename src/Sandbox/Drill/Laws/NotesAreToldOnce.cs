using System.Text.Json.Nodes;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Every note is delivered once and in order, whatever answers were lost. There is at most one tracking issue and one
/// post-mortem.
/// </summary>
public sealed class NotesAreToldOnce(World world) : ILaw
{
    private const string Channel = "C0OPENLIB";

    public void Ended(Run run)
    {
        var markers = world
            .Slack.Messages(Channel)
            .OfType<JsonObject>()
            .SelectMany(message => MarkersOf(message["metadata"]?["event_payload"]))
            .ToList();
        OnlyOnce("Slack", markers);
        InOrder(markers.Where(marker => marker.EndsWith("/Thread", StringComparison.Ordinal)));
        var issues = world
            .GitHub.Issues("internetarchive", "openlibrary")
            .OfType<JsonObject>()
            .Where(issue => ((string?)issue["body"])?.Contains("olupgrade:", StringComparison.Ordinal) ?? false)
            .ToLookup(issue => ((string?)issue["body"])!.Contains("/PostMortem", StringComparison.Ordinal));
        foreach (
            var (what, found) in (IEnumerable<(string, int)>)
                [("tracking issues", issues[false].Count()), ("post-mortems", issues[true].Count())]
        )
        {
            if (found > 1)
                throw new LawBrokenException("notes", $"There are {found} {what}.");
        }

        var undelivered = world.Journal.WaitingAsync(CancellationToken.None).Result;
        if (!undelivered.IsEmpty)
            throw new LawBrokenException("notes", $"Notes of run {undelivered[0]} were never delivered.");
        if (
            run.Status == RunStatus.Succeeded
            && run.Plan!.Issue is not null
            && (string?)issues[false].First()["state"] != "closed"
        )
            throw new LawBrokenException("notes", "The tracking issue is still open.");
    }

    private static IEnumerable<string> MarkersOf(JsonNode? payload) =>
        new[] { payload?["marker"] }
            .Concat(payload?["more"] as JsonArray ?? [])
            .Select(marker => (string?)marker)
            .OfType<string>();

    private static void OnlyOnce(string where, List<string> markers)
    {
        foreach (var twice in markers.GroupBy(marker => marker).Where(group => group.Count() > 1))
            throw new LawBrokenException("notes", $"{where} shows {twice.Key} {twice.Count()} times.");
    }

    private static void InOrder(IEnumerable<string> markers)
    {
        var versions = markers
            .Select(marker => int.Parse(marker.Split('/')[^2], System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        if (!versions.SequenceEqual(versions.Order()))
            throw new LawBrokenException("notes", "The thread is out of order.");
    }
}
