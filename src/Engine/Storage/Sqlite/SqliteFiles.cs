namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// The database's file and its write-ahead log, as they were when they were opened. SQLite keeps writing into them
/// after they were removed or replaced, and all of that would be lost.
/// </summary>
internal sealed class SqliteFiles
{
    private readonly (string Name, FileIdentity? Identity)[] _files;

    public SqliteFiles(string file)
    {
        Name = file;
        _files = [.. new[] { file, file + "-wal" }.Select(name => (name, FileIdentity.Of(name)))];
    }

    public string Name { get; }

    /// <summary>The files as they were, and the one through which SQLite locks them.</summary>
    public IReadOnlyCollection<FileIdentity> Identities =>
        [.. _files.Select(file => file.Identity).Append(FileIdentity.Of(Name + "-shm")).OfType<FileIdentity>()];

    /// <summary>What happened to a file; null while both names lead to the files that are open.</summary>
    public StoreTrouble? Look()
    {
        foreach (var (name, identity) in _files)
        {
            var now = FileIdentity.Of(name);
            if (now != identity)
                return new StoreTrouble(
                    StoreTroubleKind.Gone,
                    Sentence(name, now is null ? "was removed or moved away" : "was replaced")
                );
        }

        return null;
    }

    private static string Sentence(string name, string what) =>
        $"{name} {what} while the service uses it; nothing is written into the old file. If it was moved, move it "
        + "back: the service then continues by itself. Otherwise save what the service still has open with "
        + "`olupgrade backup FILE`, stop the service, remove what is left of journal.db, -wal and -shm, put FILE in "
        + "the place of journal.db, and start the service.";
}
