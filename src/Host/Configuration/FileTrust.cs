namespace OlUpgrade.Hosting.Configuration;

/// <summary>Says whether someone other than root and the user of this process could have written a file.</summary>
internal static class FileTrust
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// Why the file cannot be trusted, as a sentence; null if it can. The file and every folder above it count. Always
    /// null on Windows.
    /// </summary>
    public static string? ProblemOf(string file)
    {
        if (OperatingSystem.IsWindows())
            return null;
        for (var path = Path.GetFullPath(file); path is not null; path = Path.GetDirectoryName(path))
        {
            var mode = File.GetUnixFileMode(path);
            // In a sticky folder nobody can replace what belongs to another.
            var isShared =
                (mode & Others) != UnixFileMode.None
                && !(Directory.Exists(path) && mode.HasFlag(UnixFileMode.StickyBit));
            if (isShared)
                return $"{path} can be written by others (mode {Convert.ToString((int)mode, 8)}); "
                    + $"`chmod go-w {path}` ends that.";
            if (!IsOursOrRoots(path))
                return $"{path} belongs to another user.";
        }

        return null;
    }

    private static bool IsOursOrRoots(string path) =>
        !OperatingSystem.IsLinux()
        || (FileStatus.Of(path) is { } status && (status.Owner == 0 || status.Owner == FileStatus.OwnUser));
}
