using System.Collections.Immutable;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// The data folder: who may enter it, room on its disk, whether a service uses it, and the journal in it.
/// </summary>
internal static class DataFolderFindings
{
    /// <summary>The journal of a run takes less than a MiB; a full disk stops the service.</summary>
    public const long MinMegabytes = 500;

    private const string Subject = "data folder";
    private const long Megabyte = 1024 * 1024;

    public static ImmutableArray<Finding> Of(string folder)
    {
        if (!Directory.Exists(folder))
            return [Finding.Note(Subject, $"{folder} is not there yet; the service makes it when it starts.")];
        // Fails for whoever may not enter: to them it would look empty and unused.
        _ = Directory.EnumerateFileSystemEntries(folder).Any();
        return
        [
            .. Finding.WrongOr(Subject, $"{folder} is its owner's alone.", PrivateFile.ProblemOf(folder)),
            OfSpace(folder, new DriveInfo(folder).AvailableFreeSpace / Megabyte),
            Finding.Ok(Subject, DataFolder.IsInUse(folder) ? "a running service uses it." : "no service uses it now."),
        ];
    }

    public static Finding OfSpace(string folder, long megabytes) =>
        megabytes >= MinMegabytes
            ? Finding.Ok(Subject, $"{megabytes} MiB are free.")
            : Finding.Wrong(
                Subject,
                $"only {megabytes} MiB are free at {folder}, {MinMegabytes} are needed. Make room."
            );

    public static Finding OfJournal(JournalSnapshot journal) =>
        journal switch
        {
            { Problem: { } problem } => Finding.Wrong(
                "journal",
                $"{journal.File} cannot be read: {problem} Is it whole, and may "
                    + "you read it? If it is lost, put back the backup."
            ),
            { Database: { } seen } => Finding.Ok(
                "journal",
                $"database {seen.DatabaseId}, fence {seen.Fence}, open runs: {seen.OpenRuns}."
            ),
            _ => Finding.Note("journal", "there is none yet; the service makes it when it starts."),
        };
}
