namespace OlUpgrade.Hosting.Configuration;

/// <summary>Checks the modes and owners of files and folders that only the service should read or change.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const uint Root = 0;

    /// <summary>
    /// The problem with the mode of a secret; null if only its owner can read it, or if it does not exist.
    /// </summary>
    public static string? ProblemOf(string path) =>
        FileStatus.Of(path) is { } status && (status.Mode & Owner) != status.Mode
            ? $"{path} has mode {Octal(status.Mode)}: others can "
                + $"{((status.Mode & Writing) == UnixFileMode.None ? "read" : "change")} it. Run: chmod "
                + $"{(Directory.Exists(path) ? "700" : "600")} {path}"
            : null;

    /// <summary>The same for a file that others may read but only its owner should change.</summary>
    public static string? ProblemOfTrusted(string path) =>
        FileStatus.Of(path) is { } status && (status.Mode & Writing) != UnixFileMode.None
            ? $"{path} has mode {Octal(status.Mode)}: others can change it. Run: chmod go-w {path}"
            : null;

    /// <summary>
    /// The problem with the owner, who can read and change it whatever its mode; null if that is this user or root.
    /// </summary>
    public static string? ProblemOfOwner(string path) =>
        FileStatus.Of(path) is { Owner: var owner } && owner != Root && owner != FileStatus.OwnUser
            ? $"{path} belongs to the user with ID {owner}, not to {Environment.UserName}. "
                + $"Run: chown {Environment.UserName} {path}"
            : null;

    /// <summary>
    /// The problem with a folder above it in which others can put something else in its place; null if there is none.
    /// </summary>
    public static string? ProblemAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (FileStatus.Of(folder) is not { } status || status.Mode.HasFlag(UnixFileMode.StickyBit))
                continue;
            if ((status.Mode & Writing) != UnixFileMode.None)
                return $"{folder} has mode {Octal(status.Mode)}: others can replace {path}. Run: chmod go-w {folder}";
            if (ProblemOfOwner(folder) is { } foreign)
                return foreign;
        }

        return null;
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
