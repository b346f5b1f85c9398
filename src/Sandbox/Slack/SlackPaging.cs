using System.Text;
using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// One page of a list, by cursor. A cursor names the last element of the page, so that a list can grow between two
/// pages without skipping or repeating elements.
/// </summary>
internal static class SlackPaging
{
    private const int Default = 100;
    private const int Max = 999;

    /// <summary>Cuts the page that the arguments request. Returns null, or the refusal.</summary>
    /// <param name="keyOf">Returns the unique name of an element.</param>
    /// <param name="next">The cursor of the next page; empty after the last.</param>
    public static JsonObject? Cut<T>(
        SlackArguments arguments,
        IReadOnlyList<T> all,
        Func<T, string> keyOf,
        out List<T> page,
        out string next
    )
    {
        (page, next) = ([], "");
        var limit = arguments.Has("limit") ? arguments.Number("limit") : Default;
        if (limit is null or < 0)
            return SlackAnswer.Refuse("invalid_limit");
        if (FindStart(arguments.Text("cursor"), all, keyOf) is not { } start)
            return SlackAnswer.Refuse("invalid_cursor");

        var size = Math.Clamp(limit.Value is 0 ? Default : limit.Value, 1, Max);
        page = [.. all.Skip(start).Take(size)];
        if (start + page.Count < all.Count)
            next = Write(keyOf(page[^1]));
        return null;
    }

    private static int? FindStart<T>(string? cursor, IReadOnlyList<T> all, Func<T, string> keyOf)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        if (Read(cursor) is not { } key)
            return null;

        var at = all.ToList().FindIndex(each => keyOf(each) == key);
        return at < 0 ? null : at + 1;
    }

    private static string Write(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes("after:" + key));

    private static string? Read(string cursor)
    {
        var bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor, bytes, out var length))
            return null;

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.StartsWith("after:", StringComparison.Ordinal) ? text["after:".Length..] : null;
    }
}
