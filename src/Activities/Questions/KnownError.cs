using OlUpgrade.Runs;

namespace OlUpgrade.Questions;

/// <summary>
/// An error message of a command that has one known cause: the disk is full, or another process has locked the package
/// manager. The exit code alone says neither.
/// </summary>
/// <param name="Line">The line as the command printed it, at most 300 characters.</param>
/// <param name="ToDo">What the operator should do, as a sentence.</param>
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
        ("the locks of apt and dpkg are still held", FailureKind.PackagesLocked, WaitForIt),
    ];

    private const string WaitForIt = "Wait until that process has ended, then resume. Do not delete the lock file.";

    /// <summary>The known error in a line of output; null if there is none.</summary>
    public static KnownError? Of(string line) =>
        Known
            .Where(known => line.Contains(known.Piece, StringComparison.Ordinal))
            .Select(known => new KnownError(known.Kind, Short(line), known.ToDo))
            .FirstOrDefault();

    private static string Short(string line) =>
        line.Trim() is { Length: > MaxLineLength } full ? full[..MaxLineLength] + "…" : line.Trim();
}
