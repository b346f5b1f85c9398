namespace OlUpgrade.Outputs;

/// <summary>A folder of the service that only its owner may enter.</summary>
public static class PrivateFolder
{
    /// <summary>Creates it with mode 0700, with the folders above it, unless it exists.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
