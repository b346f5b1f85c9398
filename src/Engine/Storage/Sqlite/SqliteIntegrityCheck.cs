using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// Whether a file is a journal that this release can use: a whole SQLite database, this program's, of no newer release.
/// It is only read; what is not right is told in a sentence and left as it is.
/// </summary>
public static class SqliteIntegrityCheck
{
    /// <summary>
    /// Beyond this only the small tables are read through; of the entries each is looked at when it is read.
    /// </summary>
    private const long WholeUpTo = 200L * 1024 * 1024;

    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("SQLite format 3\0");

    /// <summary>What is wrong; null when the file can be used, is empty, or is not there.</summary>
    public static async Task<string?> ProblemOfAsync(string file, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length == 0)
                return null;
            if (!IsSqlite(file))
                return $"{file} is no SQLite database, so it is not OlUpgrade's journal. "
                    + "Name another DataFolder, or move the file away.";
            return await LookInsideAsync(file, cancellation);
        }
        catch (SqliteException fault)
        {
            return SqliteTrouble.Of(fault, new SqliteFiles(Path.GetFullPath(file)))?.Sentence
                ?? $"{file} cannot be read: {fault.Message}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: {fault.Message}";
        }
    }

    private static bool IsSqlite(string file)
    {
        Span<byte> beginning = stackalloc byte[Beginning.Length];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) == beginning.Length
            && beginning.SequenceEqual(Beginning);
    }

    private static async Task<string?> LookInsideAsync(string file, CancellationToken cancellation)
    {
        await using var context = new SqliteJournalContext(
            new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite(SqliteSource.ReadOnly(file)).Options
        );
        if (!await IsWholeAsync(context, file, cancellation))
            return SqliteTrouble.Damaged(file);
        var tables = await context
            .Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master")
            .ToListAsync(cancellation);
        if (tables.Count == 0)
            return null;
        string[] ours = ["__EFMigrationsHistory", "runs", "entries", "meta"];
        if (ours.Except(tables, StringComparer.Ordinal).Any())
            return $"{file} is the database of another program. Name another DataFolder, or move the file away.";
        var newer = (await context.Database.GetAppliedMigrationsAsync(cancellation)).Except(
            context.Database.GetMigrations(),
            StringComparer.Ordinal
        );
        return newer.FirstOrDefault() is { } unknown
            ? $"{file} was written by a newer release ({unknown} is not known to "
                + "this one). Use that release, or a backup from before."
            : null;
    }

    private static async Task<bool> IsWholeAsync(
        SqliteJournalContext context,
        string file,
        CancellationToken cancellation
    )
    {
        await context.Database.OpenConnectionAsync(cancellation);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            new FileInfo(file).Length <= WholeUpTo ? "PRAGMA quick_check(1)" : "PRAGMA quick_check('runs')";
        return await command.ExecuteScalarAsync(cancellation) is "ok";
    }
}
