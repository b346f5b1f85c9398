namespace OlUpgrade.Hosting.Doctor;

/// <summary>The modes of files and folders that only the service may see.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// What is wrong with a secret's mode; null when only its owner may read it, or when it is not there.
    /// </summary>
    public static string? ProblemOf(string path) =>
        ModeOf(path) is { } mode && (mode & ~Owner) != UnixFileMode.None
            ? $"{path} has mode {Octal(mode)}: others may read it. Do: chmod "
                + $"{(Directory.Exists(path) ? "700" : "600")} {path}"
            : null;

    /// <summary>The same for what others may read and only its owner may change.</summary>
    public static string? ProblemOfTrusted(string path) =>
        ModeOf(path) is { } mode && (mode & Writing) != UnixFileMode.None
            ? $"{path} has mode {Octal(mode)}: others may change it. Do: chmod go-w {path}"
            : null;

    private static UnixFileMode? ModeOf(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path) ? File.GetUnixFileMode(path) : null;

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
