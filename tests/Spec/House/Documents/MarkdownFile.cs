using System.Collections.Immutable;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>A page of the repository.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
internal sealed record MarkdownFile(string Path, string Text)
{
    private const string Fence = "```";

    public ImmutableArray<string> Lines { get; } = [.. Text.Split('\n')];

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The pages at the root, and those of the documents, runbooks, sources and tests.</summary>
    public static IReadOnlyList<MarkdownFile> All() =>
        [
            .. Directory
                .EnumerateFiles(Repository.Root, "*.md")
                .Select(file => System.IO.Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
                .Concat(Repository.Files("*.md", "docs", "workflows", "src", "tests"))
                .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal))
                .Select(path => new MarkdownFile(path, Repository.Read(path))),
        ];

    /// <summary>The lines with their numbers, and whether they are code: fenced, or indented by four blanks.</summary>
    public IEnumerable<(int Number, string Text, bool IsCode)> Numbered()
    {
        var isFenced = false;
        for (var at = 0; at < Lines.Length; at++)
        {
            var isFence = Lines[at].TrimStart().StartsWith(Fence, StringComparison.Ordinal);
            if (isFence)
                isFenced = !isFenced;
            else
                yield return (at + 1, Lines[at], isFenced || Lines[at].StartsWith("    ", StringComparison.Ordinal));
        }
    }
}
