namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// One word of a command line, as any POSIX shell reads it back: nothing in it is expanded, split or run. Values that
/// are secret do not come here; they travel on standard input.
/// </summary>
public static class ShellQuote
{
    public static string Quote(string word) =>
        word.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A word of a command line cannot hold a NUL.", nameof(word))
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
