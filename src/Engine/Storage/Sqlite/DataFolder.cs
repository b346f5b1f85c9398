namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// The folder that holds the service's files: mode 0700, and locked while a service uses it, so that a second one
/// refuses to start. The lock is the operating system's and ends with the process, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>The journal's file, inside the folder.</summary>
    public const string JournalFile = "journal.db";

    private const string LockFile = "lock";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string Journal => File(JournalFile);

    public string Alarms => File("alarms.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The folder, or null when another process uses it.</summary>
    public static DataFolder? TryOpen(string path)
    {
        Make(path);
        try
        {
            var held = new FileStream(
                System.IO.Path.Combine(path, LockFile),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return new DataFolder(path, held);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True while a service holds the folder. Nothing is made, and the look is over at once.</summary>
    public static bool IsInUse(string path)
    {
        var file = System.IO.Path.Combine(path, LockFile);
        if (!System.IO.File.Exists(file))
            return false;
        try
        {
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Makes a file that only its owner may read, unless it is there.</summary>
    public static void MakePrivate(string file, FileMode mode = FileMode.OpenOrCreate)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Makes a folder that only its owner may enter, unless it is there.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
