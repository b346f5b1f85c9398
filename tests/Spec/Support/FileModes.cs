namespace OlUpgrade.Spec.Support;

/// <summary>Sets who may read and change a file or folder.</summary>
internal static class FileModes
{
    /// <summary>Its owner alone.</summary>
    public const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Adds these permissions to the file's mode.</summary>
    public static void Add(string path, UnixFileMode more) =>
        Set(path, OperatingSystem.IsWindows() ? more : File.GetUnixFileMode(path) | more);

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    /// <summary>Writes a file that only its owner can read. Returns its path.</summary>
    public static string WritePrivate(this TempFolder folder, string name, string text)
    {
        var file = folder.Write(name, text);
        Set(file, OwnersFile);
        return file;
    }
}
