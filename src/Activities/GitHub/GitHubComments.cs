using System.Collections.Immutable;

namespace OlUpgrade.GitHub;

/// <summary>
/// Writes texts as a comment, each once: they carry their markers and are looked for where they may be there. What is
/// longer than a comment holds goes on in the next.
/// </summary>
internal sealed class GitHubComments(GitHubIssues issues)
{
    /// <summary>What is left of a comment for the markers of its texts.</summary>
    private const int MarkersMost = 8_000;

    /// <summary>
    /// Writes those that are not there, as one comment where they fit. The answer is the last comment's address, if one
    /// was written.
    /// </summary>
    /// <param name="perhapsThere">An earlier try may have arrived.</param>
    public async Task<GitHubReply<string>> WriteAsync(
        GitHubIssue issue, ImmutableArray<MarkedText> texts, bool perhapsThere, CancellationToken cancellation)
    {
        var there = ImmutableHashSet<string>.Empty;
        if (perhapsThere)
        {
            ImmutableArray<string> wanted = [.. texts.Select(text => text.Marker), .. MarksOf(texts, Parts(texts))];
            var found = await issues.MarkersAsync(issue, wanted, cancellation);
            if (!found.IsGood)
                return GitHubReply<string>.Bad(found.Failure);
            there = found.Value!;
        }

        ImmutableArray<MarkedText> missing = [.. texts.Where(text => !there.Contains(text.Marker))];
        if (missing.Length < texts.Length && MarksOf(missing, Parts(missing)) is { IsEmpty: false } marks)
        {
            // Those that are there had come alone: the parts of the others go by another name.
            var found = await issues.MarkersAsync(issue, marks, cancellation);
            if (!found.IsGood)
                return GitHubReply<string>.Bad(found.Failure);
            there = found.Value!;
        }

        return missing.IsEmpty ? GitHubReply<string>.Good("") : await WriteAsync(issue, missing, there, cancellation);
    }

    /// <summary>The last part carries the texts' own markers: as long as it is not there, those before it are known by theirs.</summary>
    private async Task<GitHubReply<string>> WriteAsync(
        GitHubIssue issue, ImmutableArray<MarkedText> texts, ImmutableHashSet<string> there, CancellationToken cancellation)
    {
        var parts = Parts(texts);
        foreach (var (mark, part) in MarksOf(texts, parts).Zip(parts))
        {
            if (there.Contains(mark))
                continue;
            var written = await issues.CommentAsync(issue, $"{part}\n\n{GitHubMarker.Comment(mark)}", cancellation);
            if (!written.IsGood)
                return written;
        }

        var ends = string.Join('\n', texts.Select(text => GitHubMarker.Comment(text.Marker)));
        return await issues.CommentAsync(issue, $"{parts[^1]}\n\n{ends}", cancellation);
    }

    private static ImmutableArray<string> Parts(ImmutableArray<MarkedText> texts) =>
        GitHubText.Parts(string.Join("\n\n", texts.Select(text => text.Markdown)), GitHubText.Longest - MarkersMost);

    /// <summary>Of each part but the last.</summary>
    private static ImmutableArray<string> MarksOf(ImmutableArray<MarkedText> texts, ImmutableArray<string> parts) =>
        [.. Enumerable.Range(1, texts.IsEmpty ? 0 : parts.Length - 1).Select(number => $"{texts[0].Marker}/{number}")];
}
