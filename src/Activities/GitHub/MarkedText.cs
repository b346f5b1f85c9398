namespace OlUpgrade.GitHub;

/// <summary>A Markdown text for an issue, with the marker that finds it again.</summary>
internal sealed record MarkedText(string Marker, string Markdown);
