using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage;

/// <summary>
/// Real faults of the journal's file and disk: a sentence names each, and nothing is written in part.
/// </summary>
public sealed class StoreFaultTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;
    private static readonly RunEvent.RunRequested Request = new("k", Some.Requester, "test", Some.OneHost());

    private readonly TempFolder _folder = new();

    private string File => _folder.File("data/journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_named_and_what_was_written_before_is_kept()
    {
        using var disk = SmallDisk.Over(_folder.File("data"), "400k");
        using var journal = await OpenAsync();
        await journal.OpenAsync(Request, Some.Time, Go);
        disk.Fill();
        var trouble = await TroubleAsync(() => TakeUntilItFailsAsync(journal));
        Assert.Equal((StoreTroubleKind.Full, trouble), (trouble.Kind, journal.Store.Health.Trouble));
        Assert.Contains(
            "is full. Make room; the service then continues by itself.",
            trouble.Sentence,
            StringComparison.Ordinal
        );
        var kept = (await journal.ReadAsync(new RunId(1), 0, Go)).Length;
        disk.MakeRoom();
        await journal.TakeAsync(new RunId(1), "worker", Some.Time, Go);
        Assert.Equal(kept + 1, (await journal.ReadAsync(new RunId(1), 0, Go)).Length);
        Assert.Null(journal.Store.Health.Trouble);
    }

    [Fact]
    public async Task A_lock_of_another_program_is_named_with_its_process()
    {
        using var journal = await OpenAsync();
        await journal.OpenAsync(Request, Some.Time, Go);
        using (var other = await LockingProcess.On(File))
        {
            var trouble = await TroubleAsync(() => journal.TakeAsync(new RunId(1), "worker", Some.Time, Go));
            Assert.Equal(StoreTroubleKind.Locked, trouble.Kind);
            Assert.Contains(
                $"sqlite3 (process {other.Id}) holds {File} locked",
                trouble.Sentence,
                StringComparison.Ordinal
            );
        }

        await journal.TakeAsync(new RunId(1), "worker", Some.Time, Go);
        Assert.Equal(2, (await journal.ReadAsync(new RunId(1), 0, Go)).Length);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    public async Task Nothing_is_written_into_a_file_that_was_moved_away_until_it_is_back(string name)
    {
        using var journal = await OpenAsync();
        await journal.OpenAsync(Request, Some.Time, Go);
        var (file, away) = (_folder.File($"data/{name}"), _folder.File("away"));
        System.IO.File.Move(file, away);
        var before = await System.IO.File.ReadAllBytesAsync(away, Go);
        var trouble = await TroubleAsync(() => journal.TakeAsync(new RunId(1), "worker", Some.Time, Go));
        Assert.Equal(StoreTroubleKind.Gone, trouble.Kind);
        Assert.StartsWith($"{file} was removed or moved away", trouble.Sentence, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(away, Go));
        Assert.False(System.IO.File.Exists(file));
        System.IO.File.Move(away, file);
        await journal.TakeAsync(new RunId(1), "worker", Some.Time, Go);
        Assert.Equal(2, (await journal.ReadAsync(new RunId(1), 0, Go)).Length);
    }

    [Fact]
    public async Task A_replaced_file_is_neither_read_nor_written_and_the_old_one_can_still_be_backed_up()
    {
        using var journal = await OpenAsync();
        await journal.OpenAsync(Request, Some.Time, Go);
        var id = await journal.DatabaseIdAsync(Go);
        await System.IO.File.WriteAllTextAsync(_folder.File("other"), "not ours", Go);
        System.IO.File.Move(_folder.File("other"), File, overwrite: true);
        foreach (
            var use in (Func<Task>[])
                [
                    () => journal.TakeAsync(new RunId(1), "worker", Some.Time, Go),
                    () => journal.ReadAsync(new RunId(1), 0, Go),
                ]
        )
            Assert.Contains("was replaced", (await TroubleAsync(use)).Sentence, StringComparison.Ordinal);
        Assert.Equal("not ours", await System.IO.File.ReadAllTextAsync(File, Go));
        Assert.Null(await ((SqliteStore)journal.Store).BackUpAsync(_folder.File("saved.db"), Go));
        Assert.Equal((new JournalInfo(id, 0, 1), null), await JournalInfo.ReadAsync(_folder.File("saved.db"), Go));
    }

    [Fact]
    public async Task A_bug_of_this_program_is_no_trouble_of_the_store()
    {
        using var journal = await OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            journal.TakeAsync(new RunId(9), "worker", Some.Time, Go)
        );
        Assert.Null(journal.Store.Health.Trouble);
    }

    private async Task<SqlJournal> OpenAsync()
    {
        Directory.CreateDirectory(_folder.File("data"));
        return new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
    }

    /// <summary>The write-ahead log may have room left, which is used up first.</summary>
    private static async Task TakeUntilItFailsAsync(SqlJournal journal)
    {
        for (var take = 0; take < 200; take++)
            await journal.TakeAsync(new RunId(1), "worker", Some.Time, Go);
    }

    private static async Task<StoreTrouble> TroubleAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<StoreUnavailableException>(act)).Trouble;
}
