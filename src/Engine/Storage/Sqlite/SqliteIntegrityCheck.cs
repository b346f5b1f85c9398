using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// Checks that a file is a journal that this release can use: an undamaged SQLite database of this program and of no
/// newer release. The file is only read.
/// </summary>
public static class SqliteIntegrityCheck
{
    /// <summary>
    /// In a larger file only the small tables are checked; an entry is then checked when it is read.
    /// </summary>
    private const long MaxFullCheckBytes = 200L * 1024 * 1024;

    private static readonly byte[] Header = Encoding.ASCII.GetBytes("SQLite format 3\0");

    /// <summary>What is wrong; null if the file can be used, is empty, or does not exist.</summary>
    public static async Task<string?> ProblemOfAsync(string file, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length == 0)
                return null;
            if (!IsSqlite(file))
                return $"{file} is not a SQLite database, so it is not OlUpgrade's journal. "
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
        Span<byte> header = stackalloc byte[Header.Length];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.SequenceEqual(Header);
    }

    private static async Task<string?> LookInsideAsync(string file, CancellationToken cancellation)
    {
        await using var context = new SqliteJournalContext(
            new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite(SqliteSource.ReadOnly(file)).Options
        );
        if (!await IsUndamagedAsync(context, file, cancellation))
            return SqliteTrouble.Damaged(file);
        var tables = await context
            .Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master")
            .ToListAsync(cancellation);
        if (tables.Count == 0)
            return null;
        string[] required = ["__EFMigrationsHistory", "runs", "entries", "meta"];
        if (required.Except(tables, StringComparer.Ordinal).Any())
            return $"{file} belongs to another program. Name another DataFolder, or move the file away.";
        var newer = (await context.Database.GetAppliedMigrationsAsync(cancellation)).Except(
            context.Database.GetMigrations(),
            StringComparer.Ordinal
        );
        return newer.FirstOrDefault() is { } unknown
            ? $"{file} was written by a newer release (this one does not know {unknown}). "
                + "Use that release, or an older backup."
            : null;
    }

    private static async Task<bool> IsUndamagedAsync(
        SqliteJournalContext context,
        string file,
        CancellationToken cancellation
    )
    {
        await context.Database.OpenConnectionAsync(cancellation);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            new FileInfo(file).Length <= MaxFullCheckBytes ? "PRAGMA quick_check(1)" : "PRAGMA quick_check('runs')";
        return await command.ExecuteScalarAsync(cancellation) is "ok";
    }
}
