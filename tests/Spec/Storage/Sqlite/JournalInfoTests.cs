using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage.Sqlite;

/// <summary>A journal says who it is, in use or not, and reading that leaves nothing behind.</summary>
public sealed class JournalInfoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Journal => _folder.File("journal.db");

    private IEnumerable<string> Files =>
        Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).OfType<string>().Order();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_in_use_is_read_and_can_still_be_written()
    {
        var store = await SqliteDatabase.OpenAsync(Journal, Cancel);
        using var journal = new SqlJournal(store);
        await using var writer = store.Open();
        await writer.Database.BeginTransactionAsync(Cancel);
        Assert.Contains("journal.db-wal", Files);
        await writer.Database.RollbackTransactionAsync(Cancel);
        var id = await journal.DatabaseIdAsync(Cancel);
        Assert.Equal((new JournalInfo(id, 0, 0), null), await JournalInfo.ReadAsync(Journal, Cancel));
        Assert.Equal(id, await journal.DatabaseIdAsync(Cancel));
    }

    [Fact]
    public async Task A_journal_that_no_service_uses_is_read_and_no_file_is_created()
    {
        string id;
        using (var journal = new SqlJournal(await SqliteDatabase.OpenAsync(Journal, Cancel)))
            id = await journal.DatabaseIdAsync(Cancel);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.Equal(["journal.db"], Files);
        Assert.Equal((new JournalInfo(id, 0, 0), null), await JournalInfo.ReadAsync(Journal, Cancel));
        Assert.Equal(["journal.db"], Files);
    }

    [Fact]
    public async Task A_missing_journal_is_not_created()
    {
        Assert.Equal((null, null), await JournalInfo.ReadAsync(Journal, Cancel));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_file_that_is_not_a_journal_is_a_problem()
    {
        _folder.Write("journal.db", "");
        var (seen, problem) = await JournalInfo.ReadAsync(Journal, Cancel);
        Assert.Null(seen);
        Assert.Contains("no such table", problem, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Journal).Length);
    }

    [Fact]
    [Finding("H30")]
    public async Task A_journal_that_an_earlier_release_left_is_read_before_the_service_migrates_it()
    {
        var options = new DbContextOptionsBuilder<SqliteJournalContext>()
            .UseSqlite($"Data Source={Journal};Pooling=False")
            .Options;
        await using (var context = new SqliteJournalContext(options))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261129180622_Checkpoints", Cancel);
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO meta (Id, DatabaseId, Fence, Checks) VALUES (1, 'of an earlier release', 7, 0)",
                Cancel
            );
        }

        var expected = new JournalInfo("of an earlier release", 7, 0);
        Assert.Equal((expected, null), await JournalInfo.ReadAsync(Journal, Cancel));
    }
}
