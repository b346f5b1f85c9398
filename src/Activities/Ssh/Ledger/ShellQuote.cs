namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Quotes one word of a command line for any POSIX shell: nothing in it is expanded, split or run. Never for secrets:
/// those are sent on standard input.
/// </summary>
public static class ShellQuote
{
    public static string Quote(string word) =>
        word.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A word of a command line cannot contain a NUL.", nameof(word))
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
