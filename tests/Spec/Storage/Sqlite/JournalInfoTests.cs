using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage.Sqlite;

/// <summary>A look at a journal from beside it: true at rest and in use, and nothing is left behind.</summary>
public sealed class JournalInfoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Journal => _folder.File("journal.db");

    private IEnumerable<string> Files =>
        Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).OfType<string>().Order();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_in_use_is_read_while_its_writer_goes_on()
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
    public async Task A_journal_at_rest_is_read_and_no_file_is_made_beside_it()
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
    public async Task What_is_not_there_is_neither_seen_nor_made()
    {
        Assert.Equal((null, null), await JournalInfo.ReadAsync(Journal, Cancel));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_database_that_is_no_journal_is_a_problem()
    {
        _folder.Write("journal.db", "");
        var (seen, problem) = await JournalInfo.ReadAsync(Journal, Cancel);
        Assert.Null(seen);
        Assert.Contains("no such table", problem, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Journal).Length);
    }
}
