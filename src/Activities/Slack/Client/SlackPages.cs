using System.Text.Json;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// Searches one of Slack's lists page by page. A list longer than the page limit is a failure, because "not found so
/// far" does not mean "not there".
/// </summary>
internal sealed class SlackPages(SlackWire wire, SlackOptions options)
{
    private const int PageSize = 200;

    /// <summary>The first match, or null if no page has one.</summary>
    /// <param name="search">Searches one page; null continues with the next one.</param>
    public async Task<SlackReply<T?>> FindAsync<T>(
        string method,
        IReadOnlyDictionary<string, string> form,
        Func<JsonElement, T?> search,
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
            if (search(reply.Value) is { } found)
                return SlackReply<T?>.Good(found);
            cursor = reply.Value.Child("response_metadata")?.Text("next_cursor");
            if (string.IsNullOrEmpty(cursor))
                return SlackReply<T?>.Good(null);
        }

        return SlackReply<T?>.Bad(
            new(
                "too_many_pages",
                $"{method} has more than {options.PageLimit} pages; the search stopped there without a result."
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
