using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace OlUpgrade.Outputs;

/// <summary>
/// The output of all runs in one file beside a backup of the journal, <c>FILE.output.tar.gz</c>, mode 0600. There is
/// none while no command has printed anything.
/// </summary>
public static partial class OutputArchive
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The archive that belongs to a backup of the journal.</summary>
    public static string Of(string backup) => $"{backup}.output.tar.gz";

    /// <summary>Null when the archive is complete, else why there is none; one that failed is removed.</summary>
    public static string? Write(OutputFolder outputs, string archive)
    {
        if (outputs.Location is not { } folder || !Directory.Exists(folder))
            return null;
        if (Path.Exists(archive))
            return $"{archive} exists already and is not overwritten. Name another file.";
        try
        {
            Pack(folder, archive);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(archive);
            return $"{archive} could not be written: {fault.Message}";
        }
    }

    /// <summary>
    /// Unpacks the archive of a backup, if it has one, beside the folder. Returns why that failed, or null.
    /// </summary>
    public static string? Unpack(string archive, string folder)
    {
        var unpacked = Unpacked(folder);
        try
        {
            Remove(unpacked);
            if (!File.Exists(archive) || Extract(archive, unpacked) is not { } problem)
                return null;
            Remove(unpacked);
            return problem;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return $"{archive} could not be unpacked: {fault.Message}";
        }
    }

    /// <summary>
    /// Puts what was unpacked in place of the folder. What was there is kept under another name: it belongs to runs
    /// that the backup does not know, and whose numbers come again.
    /// </summary>
    public static void Swap(string folder, string keepAs)
    {
        if (Directory.Exists(folder))
            Directory.Move(folder, keepAs);
        if (Directory.Exists(Unpacked(folder)))
            Directory.Move(Unpacked(folder), folder);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string Unpacked(string folder) => $"{folder}.restoring";

    private static void Pack(string folder, string archive)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersAlone;
        using var file = new FileStream(archive, options);
        using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            foreach (var output in new DirectoryInfo(folder).EnumerateFiles("*.log", SearchOption.AllDirectories))
                tar.WriteEntry(
                    // A copy, because a command may be writing to it now.
                    new PaxTarEntry(TarEntryType.RegularFile, $"{output.Directory!.Name}/{output.Name}")
                    {
                        DataStream = new MemoryStream(Read(output)),
                        Mode = OwnersAlone,
                    }
                );
        }

        file.Flush(flushToDisk: true);
    }

    private static byte[] Read(FileInfo output)
    {
        using var file = new FileStream(output.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string? Extract(string archive, string folder)
    {
        using var file = new FileStream(archive, FileMode.Open, FileAccess.Read);
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType != TarEntryType.RegularFile || !Name().IsMatch(entry.Name))
                return $"{archive} holds {entry.Name}, which is no output of a step.";
            if (entry.Length > OutputFolder.MaxBytes)
                return $"{archive} holds {entry.Name} with {entry.Length:N0} bytes, which is more than any output.";
            var path = Path.Combine(folder, entry.Name);
            PrivateFolder.Make(Path.GetDirectoryName(path)!);
            entry.Mode = OwnersAlone;
            entry.ExtractToFile(path, overwrite: false);
        }

        return null;
    }

    /// <summary>A run's number and an encoded name: nothing that leads out of the folder.</summary>
    [GeneratedRegex(@"^[0-9]{1,9}/[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,240}\.log\z", RegexOptions.None, 1_000)]
    private static partial Regex Name();
}
