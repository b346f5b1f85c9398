namespace OlUpgrade.Questions;

/// <summary>
/// How a host is asked for a page: the URL as written (<c>--globoff</c>) and without the login's own settings of curl
/// (<c>-q</c>, which must come first). A page of the host itself takes no proxy; one elsewhere may need it.
/// </summary>
internal static class PageRequest
{
    /// <summary>The beginning of the command, to be followed by more options and the URL.</summary>
    public static string Curl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var page) && !page.IsLoopback
            ? $"curl -q --globoff {Limits}"
            : $"curl -q --globoff --noproxy '*' {Limits}";

    private const string Limits = "--silent --show-error --max-time 15 --max-filesize 1000000";
}
