using Microsoft.Data.Sqlite;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Explains the errors of SQLite that are no bug of this program.</summary>
internal static class SqliteTrouble
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Failing = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const long MinBytes = 64 * 1024;

    /// <summary>What the error means; null if it may be a bug of this program.</summary>
    public static StoreTrouble? Of(Exception fault, SqliteFiles files)
    {
        if ((fault as SqliteException ?? fault.InnerException as SqliteException) is not { } error)
            return null;
        var file = files.Name;
        return error.SqliteErrorCode switch
        {
            Full => DiskFull(file),
            Busy or Locked => new(StoreTroubleKind.Locked, LockedBy(file, LockHolders.Of(files.Identities))),
            ReadOnly or Failing or CannotOpen when files.Look() is { } gone => gone,
            ReadOnly => new(
                StoreTroubleKind.ReadOnly,
                $"{file} or its disk may only be read. {Then("Check the mount, and the file's owner and mode")}"
            ),
            Failing when FreeBytes(file) < MinBytes => DiskFull(file),
            Failing => new(
                StoreTroubleKind.Failing,
                $"The disk of {file} fails ({error.Message}). {Then("Check the kernel's log (`dmesg`)")}"
            ),
            CannotOpen => new(
                StoreTroubleKind.Failing,
                $"{file} cannot be opened. {Then("Check its folder, its owner and its mode")}"
            ),
            Corrupt or NotADatabase => new(StoreTroubleKind.Damaged, Damaged(file)),
            _ => null,
        };
    }

    public static string Damaged(string file) =>
        $"{file} is damaged. Stop the service, keep the file, and restore the newest backup with "
        + "`olupgrade restore FILE`.";

    private static StoreTrouble DiskFull(string file) =>
        new(StoreTroubleKind.Full, $"The disk of {Path.GetDirectoryName(file)} is full. {Then("Make room")}");

    private static string LockedBy(string file, string? who) =>
        $"{who ?? "Another program"} holds {file} locked. {Then("Let that program finish, or end it")}";

    private static string Then(string action) => $"{action}; the service then continues by itself.";

    private static long FreeBytes(string file) => new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;
}
