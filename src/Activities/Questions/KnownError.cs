using OlUpgrade.Runs;

namespace OlUpgrade.Questions;

/// <summary>
/// What a command said itself about why it failed, where that is known to mean one thing: the disk is full, or somebody
/// else holds the package manager's lock. An exit code alone tells people neither.
/// </summary>
/// <param name="Line">The telling line, as the command said it.</param>
internal sealed record KnownError(FailureKind Kind, string Line, string ToDo)
{
    private const int MaxLineLength = 300;

    private static readonly (string Piece, FailureKind Kind, string ToDo)[] Known =
    [
        ("No space left on device", FailureKind.DiskFull, "Make room there (`df -h`), then resume."),
        ("You don't have enough free space", FailureKind.DiskFull, "Make room there (`df -h`), then resume."),
        ("E: Could not get lock /var/lib/", FailureKind.PackagesLocked, WaitForIt),
        ("E: Unable to acquire the dpkg frontend lock", FailureKind.PackagesLocked, WaitForIt),
        ("dpkg frontend lock was locked by another process", FailureKind.PackagesLocked, WaitForIt),
    ];

    private const string WaitForIt = "Wait until that process has ended, then resume. Do not delete the lock file.";

    /// <summary>Null for a line that means nothing in particular.</summary>
    public static KnownError? Of(string line) =>
        Known
            .Where(known => line.Contains(known.Piece, StringComparison.Ordinal))
            .Select(known => new KnownError(known.Kind, Short(line), known.ToDo))
            .FirstOrDefault();

    private static string Short(string line) =>
        line.Trim() is { Length: > MaxLineLength } full ? full[..MaxLineLength] + "…" : line.Trim();
}
