using System.Text;
using System.Text.RegularExpressions;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>Every relative link leads to a file or folder that exists, and to a heading that the page has.</summary>
internal static partial class Links
{
    /// <summary>The links that lead nowhere.</summary>
    /// <param name="isThere">Whether the repository has a file or folder of this path.</param>
    public static IReadOnlyList<Violation> Violations(
        IReadOnlyCollection<MarkdownFile> pages,
        Func<string, bool> isThere
    ) =>
        [
            .. from page in pages
            from line in page.Numbered()
            where !line.IsCode
            from match in Link().Matches(CodeSpan().Replace(line.Text, ""))
            let target = match.Groups["target"].Value
            where !target.Contains(':', StringComparison.Ordinal)
            let problem = ProblemOf(page, target, pages, isThere)
            where problem is not null
            select Violation.In(page.Path, line.Number, $"the link to {target} leads nowhere: {problem}"),
        ];

    private static string? ProblemOf(
        MarkdownFile page,
        string target,
        IReadOnlyCollection<MarkdownFile> pages,
        Func<string, bool> isThere
    )
    {
        var (file, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
        var path = file.Length == 0 ? page.Path : Resolved(page.Folder, file);
        if (!isThere(path))
            return $"there is no {path}";
        return
            anchor is null
            || pages.FirstOrDefault(one => one.Path == path) is not { } other
            || Anchors(other).Contains(anchor)
            ? null
            : $"{path} has no heading #{anchor}";
    }

    private static string Resolved(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    /// <summary>
    /// GitHub's anchors of headings: lower case, hyphens for blanks, and a number from the second of a text on.
    /// </summary>
    private static HashSet<string> Anchors(MarkdownFile page)
    {
        var seen = new Dictionary<string, int>();
        var anchors = new HashSet<string>();
        foreach (var line in page.Numbered().Where(line => !line.IsCode && line.Text.StartsWith('#')))
        {
            var anchor = AnchorOf(LinkText().Replace(line.Text.TrimStart('#').Trim(), "${text}"));
            var times = seen[anchor] = seen.GetValueOrDefault(anchor) + 1;
            anchors.Add(times == 1 ? anchor : $"{anchor}-{times - 1}");
        }

        return anchors;
    }

    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in heading.ToLowerInvariant())
        {
            if (letter == ' ')
                anchor.Append('-');
            else if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                anchor.Append(letter);
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkText();
}
