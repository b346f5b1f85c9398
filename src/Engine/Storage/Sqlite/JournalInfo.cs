using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// Who a journal's database is, seen from beside it: no service is needed, a running one is not disturbed, nothing is
/// made, migrated or written.
/// </summary>
/// <param name="Fence">The highest fence given out; every host's is at most this.</param>
/// <param name="OpenRuns">How many runs have not ended.</param>
public sealed record JournalInfo(string DatabaseId, long Fence, int OpenRuns)
{
    /// <summary>What the file says, null where it says nothing yet, or why it cannot be read.</summary>
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
            var meta = await context.Meta.AsNoTracking().SingleOrDefaultAsync(cancellation);
            var open = await context.Runs.CountAsync(run => run.IsOpen, cancellation);
            return (meta is null ? null : new JournalInfo(meta.DatabaseId, meta.Fence, open), null);
        }
        catch (SqliteException fault)
        {
            return (null, fault.Message);
        }
    }
}
