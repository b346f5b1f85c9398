using Microsoft.EntityFrameworkCore;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage;

/// <summary>
/// Someone who can write the journal's file and knows how its hashes are made. Each forgery leaves chains that fit.
/// </summary>
internal sealed class JournalForger(string file, bool alsoCheckpoints)
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    /// <summary>Puts another name in the place of the approver's, with new hashes from there on.</summary>
    public Task RewriteAsync(int run, string name, string other) =>
        ChangeAsync(async context =>
        {
            var previous = "";
            foreach (
                var entry in await context
                    .Entries.Where(row => row.Run == run)
                    .OrderBy(row => row.Version)
                    .ToListAsync(Go)
            )
            {
                entry.Payload = entry.Payload.Replace($"\"{name}\"", $"\"{other}\"", StringComparison.Ordinal);
                previous = entry.Hash = JournalHash.Next(previous, entry);
            }
        });

    /// <summary>Deletes the entries after a version, as if the run had never come further.</summary>
    public Task CutAsync(int run, int version) =>
        ChangeAsync(async context =>
        {
            await context.Entries.Where(row => row.Run == run && row.Version > version).ExecuteDeleteAsync(Go);
            var row = await context.Runs.SingleAsync(row => row.Id == run, Go);
            (row.Version, row.CheckpointedVersion) = (version, 0);
        });

    /// <summary>Deletes a run with everything that is stored of it.</summary>
    public Task DeleteAsync(int run) =>
        ChangeAsync(async context =>
        {
            await context.Entries.Where(row => row.Run == run).ExecuteDeleteAsync(Go);
            await context.Notes.Where(row => row.Run == run).ExecuteDeleteAsync(Go);
            await context.Messages.Where(row => row.Run == run).ExecuteDeleteAsync(Go);
            await context.Runs.Where(row => row.Id == run).ExecuteDeleteAsync(Go);
        });

    /// <summary>Deletes a run's journal, and marks the run as expired.</summary>
    public Task PretendExpiryAsync(int run) =>
        ChangeAsync(async context =>
        {
            await context.Entries.Where(row => row.Run == run).ExecuteDeleteAsync(Go);
            (await context.Runs.SingleAsync(row => row.Id == run, Go)).ExpiredAt = 1;
        });

    private async Task ChangeAsync(Func<JournalContext, Task> change)
    {
        using var store = await SqliteDatabase.OpenAsync(file, Go);
        await using var context = store.Open();
        await change(context);
        await context.SaveChangesAsync(Go);
        if (alsoCheckpoints)
            await RewriteCheckpointsAsync(context);
    }

    /// <summary>Makes all checkpoints again, so that they say what the entries say now.</summary>
    private static async Task RewriteCheckpointsAsync(JournalContext context)
    {
        var hashes = await context
            .Entries.AsNoTracking()
            .ToDictionaryAsync(row => (row.Run, row.Version), row => row.Hash, Go);
        var previous = "";
        foreach (var row in await context.Checkpoints.OrderBy(row => row.Number).ToListAsync(Go))
        {
            row.Heads = Checkpoint.TextOf(
                from head in row.ToCheckpoint().Heads
                where hashes.ContainsKey((head.Run, head.Version))
                select head with
                {
                    Hash = hashes[(head.Run, head.Version)],
                }
            );
            previous = row.Hash = Checkpoint.HashOf(previous, row.Number, row.At, row.Heads);
        }

        await context.SaveChangesAsync(Go);
    }
}
