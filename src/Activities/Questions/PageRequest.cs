namespace OlUpgrade.Questions;

/// <summary>
/// How a host is asked for a page: the URL as written (<c>--globoff</c>) and without the login's own settings of curl
/// (<c>-q</c>, which must come first). A page of the host itself, or at a given address, takes no proxy; one elsewhere
/// may need it.
/// </summary>
internal static class PageRequest
{
    private const string Limits = "--silent --show-error --max-time 15 --max-filesize 1000000";

    /// <summary>The beginning of the command, to be followed by more options and the URL.</summary>
    /// <param name="to">
    /// The address to connect to instead of the URL's, with the same port: the request, the certificate's name and what
    /// a proxy in front of the site sees stay those of the URL. Null for the URL's own.
    /// </param>
    public static string Curl(string url, string? to = null)
    {
        if (to is not null)
            return $"curl -q --globoff --noproxy '*' --connect-to \"$to\" {Limits}";
        return Uri.TryCreate(url, UriKind.Absolute, out var page) && !page.IsLoopback
            ? $"curl -q --globoff {Limits}"
            : $"curl -q --globoff --noproxy '*' {Limits}";
    }

    /// <summary>The values that <see cref="Curl"/> needs besides the URL.</summary>
    public static Facts Values(string? to) =>
        to is null ? Facts.Empty
        : to.Contains(':', StringComparison.Ordinal) ? Facts.Empty.Add("to", $"::[{to}]:")
        : Facts.Empty.Add("to", $"::{to}:");
}
