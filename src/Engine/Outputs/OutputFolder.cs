using System.Globalization;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Outputs;

/// <summary>
/// What commands print, in files of the data folder: one file for each attempt, cleaned of secrets, of 8 MiB at most,
/// and readable by the service's user alone. The journal keeps the end of the output and the digest of the file. A
/// run's files go with its journal.
/// </summary>
public sealed class OutputFolder
{
    /// <summary>Bytes of one file; what comes after them stays in the ledger on the host.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private OutputFolder(string? path) => Location = path;

    internal string? Location { get; }

    /// <summary>Keeps nothing.</summary>
    public static OutputFolder None { get; } = new(null);

    /// <summary>The files in this folder, which is made when the first of them is written.</summary>
    public static OutputFolder In(string path) => new(path);

    /// <summary>The file of an attempt; null if it printed nothing.</summary>
    public FileInfo? Find(StepKey key) => PathOf(key) is { } path && File.Exists(path) ? new FileInfo(path) : null;

    /// <summary>The runs of which there is output.</summary>
    public IEnumerable<RunId> Runs() =>
        Location is null || !Directory.Exists(Location)
            ? []
            : new DirectoryInfo(Location)
                .EnumerateDirectories()
                .Select(folder => NumberOf(folder.Name))
                .OfType<int>()
                .Select(run => new RunId(run));

    /// <summary>Removes the output of a run, if there is any.</summary>
    public void Delete(RunId run)
    {
        if (Location is not null && Directory.Exists(PathOf(Location, run)))
            Directory.Delete(PathOf(Location, run), recursive: true);
    }

    /// <summary>The file of an attempt, to write to; it is made with its first line.</summary>
    internal OutputFile Open(StepKey key) => new(PathOf(key));

    private static int? NumberOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run : null;

    private string? PathOf(StepKey key) =>
        Location is null ? null : Path.Combine(PathOf(Location, key.Run), $"{NameOf(key)}.log");

    private static string PathOf(string path, RunId run) =>
        Path.Combine(path, run.Number.ToString(CultureInfo.InvariantCulture));

    private static string NameOf(StepKey key) =>
        EncodedName.Folder(
            key.Place.Stage,
            key.Place.Host,
            key.Place.Step,
            key.Attempt.ToString(CultureInfo.InvariantCulture)
        );
}
