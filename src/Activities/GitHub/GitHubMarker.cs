namespace OlUpgrade.GitHub;

/// <summary>A marker as it is stored on GitHub: an HTML comment, invisible on the page.</summary>
internal static class GitHubMarker
{
    private const string Prefix = "<!-- olupgrade:";

    public static string Comment(string marker) => $"{Prefix}{marker} -->";

    public static bool Carries(string? body, string marker) =>
        body?.Contains(Comment(marker), StringComparison.Ordinal) == true;

    public static bool CarriesAny(string? body) => body?.Contains(Prefix, StringComparison.Ordinal) == true;
}
