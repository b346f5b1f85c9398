namespace OlUpgrade.GitHub;

/// <summary>
/// The part of an issue's text that is kept up to date. Everything around it belongs to people and is left alone; if
/// someone removed the part, it is added at the end.
/// </summary>
public static class IssueRegion
{
    public const string Begin = "<!-- olupgrade:begin -->";
    public const string End = "<!-- olupgrade:end -->";

    public static string Wrap(string content) => $"{Begin}\n{content}\n{End}";

    public static string Replace(string body, string content)
    {
        var begin = body.LastIndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : body.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0
            ? $"{body.TrimEnd()}\n\n{Wrap(content)}\n"
            : $"{body[..begin]}{Wrap(content)}{body[(end + End.Length)..]}";
    }
}
