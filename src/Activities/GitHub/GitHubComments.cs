using System.Collections.Immutable;

namespace OlUpgrade.GitHub;

/// <summary>
/// Writes texts as comments, each exactly once: every text carries its marker and is searched for first if it may
/// already be there. A text that is too long for one comment continues in the next.
/// </summary>
internal sealed class GitHubComments(GitHubIssues issues)
{
    /// <summary>Characters reserved in each comment for the markers of its texts.</summary>
    private const int MaxMarkersLength = 8_000;

    /// <summary>
    /// Writes the texts that are missing, in one comment if they fit. Returns the address of the last comment written;
    /// empty if none was missing.
    /// </summary>
    /// <param name="perhapsThere">An earlier attempt may have arrived.</param>
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
    /// The last part carries the texts' own markers. Until it is written, the parts before it are found by their own.
    /// </summary>
    private async Task<GitHubReply<string>> WriteAsync(
        GitHubIssue issue,
        ImmutableArray<MarkedText> texts,
        ImmutableArray<string> parts,
        ImmutableHashSet<string> there,
        CancellationToken cancellation
    )
    {
        foreach (var (mark, part) in MarksOf(texts, parts).Zip(parts).Where(pair => !there.Contains(pair.First)))
        {
            var written = await issues.CommentAsync(issue, $"{part}\n\n{issues.Markers.Comment(mark)}", cancellation);
            if (!written.IsGood)
                return written;
        }

        var ends = string.Join('\n', texts.Select(text => issues.Markers.Comment(text.Marker)));
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
        GitHubText.Parts(
            string.Join("\n\n", texts.Select(text => text.Markdown)),
            GitHubText.MaxLength - MaxMarkersLength
        );

    /// <summary>The markers of all parts except the last.</summary>
    private static ImmutableArray<string> MarksOf(ImmutableArray<MarkedText> texts, ImmutableArray<string> parts) =>
        [.. Enumerable.Range(1, parts.Length - 1).Select(number => $"{texts[0].Marker}/{number}")];
}
