using System.Text;
using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>
/// Expands words as written to the words that a command gets: variables, substitutions, splitting at blanks, and stars
/// in file names.
/// </summary>
internal static class ShellExpansion
{
    private static readonly TimeSpan MaxMatch = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<string>> WordsAsync(
        ShellScope scope,
        IReadOnlyList<ShellWord> words,
        CancellationToken cancellation
    )
    {
        var expanded = new List<string>();
        foreach (var word in words)
        {
            var before = expanded.Count;
            await ExpandAsync(scope, word, expanded, cancellation);
            if (HasStar(word) && !scope.KeepsStars)
                MatchFiles(scope.Host, expanded, before);
        }

        return expanded;
    }

    /// <summary>One word that is never split, as in an assignment.</summary>
    public static async Task<string> TextAsync(ShellScope scope, ShellWord word, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var part in word.Parts)
            text.Append(await PartAsync(scope, part, cancellation));
        return text.ToString();
    }

    private static bool HasStar(ShellWord word) =>
        word.Parts.Any(part =>
            part is ShellWord.Text { IsQuoted: false } text && text.Value.Contains('*', StringComparison.Ordinal)
        );

    /// <summary>A star matches anything but a slash; a word that matches no file stays as it is.</summary>
    private static void MatchFiles(SimulatedHost host, List<string> expanded, int from)
    {
        var patterns = expanded[from..];
        expanded.RemoveRange(from, patterns.Count);
        foreach (var pattern in patterns)
        {
            var regex = "^" + Regex.Escape(pattern).Replace("\\*", "[^/]*", StringComparison.Ordinal) + "$";
            var files = host.Files.Keys.Where(file => Regex.IsMatch(file, regex, RegexOptions.None, MaxMatch)).ToList();
            expanded.AddRange(files.Count > 0 ? files : [pattern]);
        }
    }

    private static async Task ExpandAsync(
        ShellScope scope,
        ShellWord word,
        List<string> expanded,
        CancellationToken cancellation
    )
    {
        var current = new StringBuilder();
        var isOpen = false;
        foreach (var part in word.Parts)
        {
            var text = await PartAsync(scope, part, cancellation);
            if (part.IsQuoted || part is ShellWord.Text)
            {
                current.Append(text);
                isOpen = true;
                continue;
            }

            var pieces = text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            for (var at = 0; at < pieces.Length; at++)
            {
                if (at > 0)
                {
                    expanded.Add(current.ToString());
                    current.Clear();
                }

                current.Append(pieces[at]);
                isOpen = true;
            }
        }

        if (isOpen)
            expanded.Add(current.ToString());
    }

    private static async Task<string> PartAsync(
        ShellScope scope,
        ShellWord.Part part,
        CancellationToken cancellation
    ) =>
        part switch
        {
            ShellWord.Text text => text.Value,
            ShellWord.Variable variable => scope.Value(variable.Name) is { Length: > 0 } value
                ? value
                : variable.Otherwise ?? "",
            ShellWord.Substitution inner => await SimulatedCommands.SubstituteAsync(scope, inner.Script, cancellation),
            _ => throw new InvalidOperationException($"Unknown part {part}."),
        };
}
