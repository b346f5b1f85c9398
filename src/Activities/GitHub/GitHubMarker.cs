namespace OlUpgrade.GitHub;

/// <summary>A marker as GitHub keeps it: an HTML comment that nobody sees.</summary>
internal static class GitHubMarker
{
    public static string Comment(string marker) => $"<!-- olupgrade:{marker} -->";

    public static bool Carries(string? body, string marker) =>
        body?.Contains(Comment(marker), StringComparison.Ordinal) == true;
}
