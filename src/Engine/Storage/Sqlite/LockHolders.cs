using System.Globalization;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>The other processes that have a file locked for writing, from Linux's <c>/proc/locks</c>.</summary>
internal static class LockHolders
{
    private const string Locks = "/proc/locks";

    /// <summary>In words: <c>sqlite3 (process 1234)</c>; null if there are none or the system does not say.</summary>
    public static string? Of(IReadOnlyCollection<FileIdentity> files)
    {
        if (!File.Exists(Locks))
            return null;
        var names = files.Select(file => $"{file.Major:x2}:{file.Minor:x2}:{file.Inode}").ToHashSet();
        var holders = File.ReadAllLines(Locks)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 5 && words[3] == "WRITE" && names.Contains(words[5]))
            .Select(words => int.Parse(words[4], CultureInfo.InvariantCulture))
            .Where(process => process != Environment.ProcessId)
            .Distinct()
            .Select(Named)
            .ToList();
        return holders.Count == 0 ? null : string.Join(" and ", holders);
    }

    private static string Named(int process)
    {
        try
        {
            return $"{File.ReadAllText($"/proc/{process}/comm").Trim()} (process {process})";
        }
        catch (IOException)
        {
            return $"process {process}";
        }
    }
}
