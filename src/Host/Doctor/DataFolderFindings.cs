using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Checks the data folder: its mode, free disk space, whether a service uses it, and the journal in it.
/// </summary>
internal static class DataFolderFindings
{
    /// <summary>A run's journal takes less than 1 MiB; a full disk stops the service.</summary>
    public const long MinMegabytes = 500;

    private const string Subject = "data folder";
    private const long Megabyte = 1024 * 1024;

    public static ImmutableArray<Finding> Of(string folder)
    {
        if (!Directory.Exists(folder))
            return [Finding.Note(Subject, $"{folder} does not exist yet; the service creates it when it starts.")];
        // Throws for users without access: to them the folder would look empty and unused.
        _ = Directory.EnumerateFileSystemEntries(folder).Any();
        return
        [
            .. Finding.WrongOr(Subject, $"only its owner can read {folder}.", PrivateFile.ProblemOf(folder)),
            OfSpace(folder, new DriveInfo(folder).AvailableFreeSpace / Megabyte),
            Finding.Ok(Subject, DataFolder.IsInUse(folder) ? "a running service uses it." : "no service uses it now."),
        ];
    }

    public static Finding OfSpace(string folder, long megabytes) =>
        megabytes >= MinMegabytes
            ? Finding.Ok(Subject, $"{megabytes} MiB are free.")
            : Finding.Wrong(
                Subject,
                $"only {megabytes} MiB are free at {folder}, {MinMegabytes} are needed. Free up space."
            );

    public static Finding OfJournal(JournalSnapshot journal) =>
        journal switch
        {
            { Problem: { } problem } => Finding.Wrong(
                "journal",
                $"{journal.File} cannot be read: {problem} Check its owner and mode. "
                    + "If it is damaged, restore the backup (olupgrade restore)."
            ),
            { Database: { } info } => Finding.Ok(
                "journal",
                $"database {info.DatabaseId}, fencing token {info.Fence}, open runs: {info.OpenRuns}."
            ),
            _ => Finding.Note("journal", "there is none yet; the service creates it when it starts."),
        };
}
