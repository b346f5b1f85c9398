using System.Text;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// From words as written to words as a command gets them: variables, substitutions, splitting at blanks.
/// </summary>
internal static class ShellExpansion
{
    public static async Task<IReadOnlyList<string>> WordsAsync(
        ShellScope scope, IReadOnlyList<ShellWord> words, CancellationToken cancellation)
    {
        var expanded = new List<string>();
        foreach (var word in words)
            await ExpandAsync(scope, word, expanded, cancellation);
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

    private static async Task ExpandAsync(
        ShellScope scope, ShellWord word, List<string> expanded, CancellationToken cancellation)
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
        ShellScope scope, ShellWord.Part part, CancellationToken cancellation) =>
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
