using OlUpgrade.Outputs;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// The folder that holds the service's files: mode 0700, and locked while a service uses it, so that a second service
/// refuses to start. The operating system drops the lock when the process ends, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>The name of the journal's file in the folder.</summary>
    public const string JournalFile = "journal.db";

    /// <summary>The name of the folder in it with what commands print.</summary>
    public const string OutputFolder = "output";

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

    /// <summary>The folder with what commands print.</summary>
    public string Output => File(OutputFolder);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Locks the folder, which is made if needed; null if another process has it locked.</summary>
    public static DataFolder? TryOpen(string path)
    {
        PrivateFolder.Make(path);
        try
        {
            var file = new FileStream(
                System.IO.Path.Combine(path, LockFile),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return new DataFolder(path, file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True while a service has the folder locked. Creates nothing and does not wait.</summary>
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

    /// <summary>Creates a file that only its owner may read and write; by default unless it exists.</summary>
    public static void MakePrivate(string file, FileMode mode = FileMode.OpenOrCreate)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    public void Dispose() => _lock.Dispose();
}
