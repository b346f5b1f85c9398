using System.Text.Json;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// Goes through a list of Slack page by page until something is found. A list that is longer than the page limit is a
/// failure, because "not found so far" is not "not there".
/// </summary>
internal sealed class SlackPages(SlackWire wire, SlackOptions options)
{
    private const int PageSize = 200;

    /// <summary>The first thing found, or null when no page holds it.</summary>
    /// <param name="look">Looks through one page; null goes on with the next one.</param>
    public async Task<SlackReply<T?>> FindAsync<T>(
        string method,
        IReadOnlyDictionary<string, string> form,
        Func<JsonElement, T?> look,
        CancellationToken cancellation
    )
        where T : class
    {
        string? cursor = null;
        for (var page = 0; page < options.PageLimit; page++)
        {
            var reply = await wire.ReadAsync(method, Page(form, cursor), cancellation);
            if (!reply.IsGood)
                return SlackReply<T?>.Bad(reply.Failure);
            if (look(reply.Value) is { } found)
                return SlackReply<T?>.Good(found);
            cursor = reply.Value.Child("response_metadata")?.Text("next_cursor");
            if (string.IsNullOrEmpty(cursor))
                return SlackReply<T?>.Good(null);
        }

        return SlackReply<T?>.Bad(
            new(
                "too_many_pages",
                $"{method} goes on after {options.PageLimit} pages: whether it holds what was looked for is not known."
            )
        );
    }

    private static Dictionary<string, string> Page(IReadOnlyDictionary<string, string> form, string? cursor)
    {
        var page = new Dictionary<string, string>(form, StringComparer.Ordinal) { ["limit"] = $"{PageSize}" };
        if (cursor is not null)
            page["cursor"] = cursor;
        return page;
    }
}
