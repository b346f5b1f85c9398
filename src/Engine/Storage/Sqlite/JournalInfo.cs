using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// What a journal's file says about itself. Reading it needs no service and does not disturb a running one; nothing is
/// created, migrated or written.
/// </summary>
/// <param name="Fence">The highest fencing token of any lease; no host's ledger has a higher one.</param>
/// <param name="OpenRuns">How many runs are open.</param>
public sealed record JournalInfo(string DatabaseId, long Fence, int OpenRuns)
{
    /// <summary>
    /// What the file says, null if there is no file or it says nothing yet; or why it cannot be read.
    /// </summary>
    public static async Task<(JournalInfo? Seen, string? Problem)> ReadAsync(
        string file,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(file))
            return (null, null);
        try
        {
            await using var context = new SqliteJournalContext(
                new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite(SqliteSource.ReadOnly(file)).Options
            );
            // Not the whole row: the file may be of an earlier release, which lacks the newest columns.
            var meta = await context
                .Meta.Select(row => new { row.DatabaseId, row.Fence })
                .SingleOrDefaultAsync(cancellation);
            var open = await context.Runs.CountAsync(run => run.IsOpen, cancellation);
            return (meta is null ? null : new JournalInfo(meta.DatabaseId, meta.Fence, open), null);
        }
        catch (SqliteException fault)
        {
            return (null, fault.Message);
        }
    }
}
