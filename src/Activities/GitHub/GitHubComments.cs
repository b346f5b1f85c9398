using System.Collections.Immutable;

namespace OlUpgrade.GitHub;

/// <summary>
/// Writes texts as a comment, each once: they carry their markers and are looked for where they may be there. What is
/// longer than a comment holds goes on in the next.
/// </summary>
internal sealed class GitHubComments(GitHubIssues issues)
{
    /// <summary>What is left of a comment for the markers of its texts.</summary>
    private const int MaxMarkers = 8_000;

    /// <summary>
    /// Writes those that are not there, as one comment where they fit. The answer is the last comment's address, if one
    /// was written.
    /// </summary>
    /// <param name="perhapsThere">An earlier try may have arrived.</param>
    public async Task<GitHubReply<string>> WriteAsync(
        GitHubIssue issue,
        ImmutableArray<MarkedText> texts,
        bool perhapsThere,
        CancellationToken cancellation
    )
    {
        var there = await ThereAsync(issue, perhapsThere ? [.. texts.Select(text => text.Marker)] : [], cancellation);
        if (!there.IsGood)
            return GitHubReply<string>.Bad(there.Failure);
        ImmutableArray<MarkedText> missing = [.. texts.Where(text => !there.Value!.Contains(text.Marker))];
        if (missing.IsEmpty)
            return GitHubReply<string>.Good("");
        var parts = Parts(missing);
        var written = await ThereAsync(issue, perhapsThere ? MarksOf(missing, parts) : [], cancellation);
        return written.IsGood
            ? await WriteAsync(issue, missing, parts, written.Value!, cancellation)
            : GitHubReply<string>.Bad(written.Failure);
    }

    /// <summary>
    /// The last part carries the texts' own markers: as long as it is not there, those before it are known by theirs.
    /// </summary>
    private async Task<GitHubReply<string>> WriteAsync(
        GitHubIssue issue,
        ImmutableArray<MarkedText> texts,
        ImmutableArray<string> parts,
        ImmutableHashSet<string> there,
        CancellationToken cancellation
    )
    {
        foreach (var (mark, part) in MarksOf(texts, parts).Zip(parts).Where(one => !there.Contains(one.First)))
        {
            var written = await issues.CommentAsync(issue, $"{part}\n\n{GitHubMarker.Comment(mark)}", cancellation);
            if (!written.IsGood)
                return written;
        }

        var ends = string.Join('\n', texts.Select(text => GitHubMarker.Comment(text.Marker)));
        return await issues.CommentAsync(issue, $"{parts[^1]}\n\n{ends}", cancellation);
    }

    private async Task<GitHubReply<ImmutableHashSet<string>>> ThereAsync(
        GitHubIssue issue,
        ImmutableArray<string> markers,
        CancellationToken cancellation
    ) =>
        markers.IsEmpty
            ? GitHubReply<ImmutableHashSet<string>>.Good([])
            : await issues.MarkersAsync(issue, markers, cancellation);

    private static ImmutableArray<string> Parts(ImmutableArray<MarkedText> texts) =>
        GitHubText.Parts(string.Join("\n\n", texts.Select(text => text.Markdown)), GitHubText.MaxLength - MaxMarkers);

    /// <summary>Of each part but the last.</summary>
    private static ImmutableArray<string> MarksOf(ImmutableArray<MarkedText> texts, ImmutableArray<string> parts) =>
        [.. Enumerable.Range(1, parts.Length - 1).Select(number => $"{texts[0].Marker}/{number}")];
}
