namespace OlUpgrade.GitHub;

/// <summary>A text for an issue, in Markdown, with the marker by which it is found again.</summary>
internal sealed record MarkedText(string Marker, string Markdown);
