namespace OlUpgrade.Hosting.Doctor;

/// <summary>Checks the modes of files and folders that only the service should read or change.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// The problem with the mode of a secret; null if only its owner can read it, or if it does not exist.
    /// </summary>
    public static string? ProblemOf(string path) =>
        ModeOf(path) is { } mode && (mode & ~Owner) != UnixFileMode.None
            ? $"{path} has mode {Octal(mode)}: others can read it. Run: chmod "
                + $"{(Directory.Exists(path) ? "700" : "600")} {path}"
            : null;

    /// <summary>The same for a file that others may read but only its owner should change.</summary>
    public static string? ProblemOfTrusted(string path) =>
        ModeOf(path) is { } mode && (mode & Writing) != UnixFileMode.None
            ? $"{path} has mode {Octal(mode)}: others can change it. Run: chmod go-w {path}"
            : null;

    private static UnixFileMode? ModeOf(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path) ? File.GetUnixFileMode(path) : null;

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
