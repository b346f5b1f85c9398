using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage.Sqlite;

public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    protected override async Task<(IJournal Journal, IOutbox Outbox)> MakeAsync()
    {
        var journal = new SqlJournal(await SqliteDatabase.OpenAsync(_folder.File("journal.db"), Go));
        return (journal, journal);
    }

    [Fact]
    public async Task What_was_appended_is_there_after_the_process_has_ended()
    {
        var (journal, _) = await MakeAsync();
        var opened = await journal.OpenAsync(
            new RunEvent.RunRequested("k", Some.Requester, "test", Some.OneHost()),
            Some.Time,
            Go
        );
        var id = await journal.DatabaseIdAsync(Go);
        SqliteConnection.ClearAllPools();
        var (reopened, _) = await MakeAsync();
        Assert.Equal(id, await reopened.DatabaseIdAsync(Go));
        Assert.Single(await reopened.ReadAsync(((Opening.Opened)opened).Run, 0, Go));
    }

    [Fact]
    public async Task Killed_at_the_commit_an_append_leaves_neither_its_entries_nor_its_message()
    {
        var death = new DeathAtCommit();
        var file = _folder.File("journal.db");
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(file, Go, death));
        var run = await OpenAsync(journal);
        var append = await NewEntriesAsync(journal, run, null, Posted(BuiltInSteps.Header, Header));
        death.IsArmed = true;
        await Assert.ThrowsAsync<WorkerKilledException>(() => journal.AppendAsync(append, Go));
        var (reopened, _) = await MakeAsync();
        Assert.Null(await reopened.FindMessageAsync(Header, Go));
        Assert.Single(await reopened.ReadAsync(run, 0, Go));
        Assert.Equal(Appended.Yes, await reopened.AppendAsync(append, Go));
        Assert.Equal(run, (await reopened.FindMessageAsync(Header, Go))!.Run);
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_file()
    {
        await MakeAsync();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only Unix has file modes.");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(_folder.File("journal.db"))
            );
    }

    [Fact]
    public void A_second_service_cannot_use_the_folder()
    {
        using var first = DataFolder.TryOpen(_folder.File("data"));
        Assert.NotNull(first);
        Assert.Null(DataFolder.TryOpen(_folder.File("data")));
    }

    [Fact]
    public async Task A_changed_past_breaks_the_chain_of_hashes()
    {
        var (journal, _) = await MakeAsync();
        await journal.OpenAsync(new RunEvent.RunRequested("k", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
        await journal.TakeAsync(new RunId(1), "worker", Some.Time, Go);
        await using var connection = new SqliteConnection($"Data Source={_folder.File("journal.db")}");
        await connection.OpenAsync(Go);
        await using var command = connection.CreateCommand();
        command.CommandText = "select Hash from entries order by Version";
        await using var reader = await command.ExecuteReaderAsync(Go);
        await reader.ReadAsync(Go);
        var first = reader.GetString(0);
        await reader.ReadAsync(Go);
        var entry = (await journal.ReadAsync(new RunId(1), 1, Go)).Single();
        Assert.Equal(reader.GetString(0), JournalHash.Next(first, entry, EventCodec.Encode(entry.Event)));
        Assert.NotEqual(reader.GetString(0), JournalHash.Next("another past", entry, EventCodec.Encode(entry.Event)));
    }

    private sealed class DeathAtCommit : DbTransactionInterceptor
    {
        public bool IsArmed { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        ) => IsArmed ? throw new WorkerKilledException() : ValueTask.FromResult(result);
    }
}
