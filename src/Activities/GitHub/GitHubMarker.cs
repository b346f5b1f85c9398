namespace OlUpgrade.GitHub;

/// <summary>A marker as GitHub keeps it: an HTML comment that nobody sees.</summary>
internal static class GitHubMarker
{
    private const string Beginning = "<!-- olupgrade:";

    public static string Comment(string marker) => $"{Beginning}{marker} -->";

    public static bool Carries(string? body, string marker) =>
        body?.Contains(Comment(marker), StringComparison.Ordinal) == true;

    public static bool CarriesAny(string? body) => body?.Contains(Beginning, StringComparison.Ordinal) == true;
}
