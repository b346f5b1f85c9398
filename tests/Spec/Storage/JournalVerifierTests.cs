using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Storage;

/// <summary>A changed past shows, with the first entry that is wrong.</summary>
public sealed class JournalVerifierTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int> Changes =>
        new()
        {
            { "UPDATE entries SET Payload = replace(Payload, 'worker-2', 'worker-9') WHERE Version = 3", 3 },
            { "UPDATE entries SET At = At + 1 WHERE Version = 2", 2 },
            {
                "UPDATE entries SET Version = CASE Version WHEN 2 THEN -3 ELSE -2 END WHERE Version "
                    + "IN (2, 3); UPDATE entries SET Version = -Version WHERE Version < 0",
                2
            },
            { "DELETE FROM entries WHERE Version = 3", 3 },
            { "DELETE FROM entries WHERE Version = 5", 5 },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_first_entry_that_is_not_as_it_was_written_is_named(string sql, int at)
    {
        using var journal = await WriteAsync();
        var verifier = new JournalVerifier(journal.Store);
        Assert.Null((await verifier.VerifyAsync(new RunId(1), Go))!.BrokenAt);
        await RunAsync(journal, sql);
        Assert.Equal(at, (await verifier.VerifyAsync(new RunId(1), Go))!.BrokenAt);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_with_care_shows_against_the_hash_on_the_issue()
    {
        using var journal = await WriteAsync();
        var verifier = new JournalVerifier(journal.Store);
        var reported = await verifier.VerifyAsync(new RunId(1), Go);
        Assert.Equal((5, reported!.Head), (reported.EndedAt, reported.EndedHash));
        var report = Assert.Single(await journal.PendingAsync(new RunId(1), 10, Go), note =>
            note.Note.Target == NoteTarget.Report
        );
        Assert.Equal(reported.Head, report.Note.Text);
        await RunAsync(journal, "DELETE FROM entries WHERE Version = 5; UPDATE runs SET Version = 4");
        var after = await verifier.VerifyAsync(new RunId(1), Go);
        Assert.Equal((null, null), (after!.BrokenAt, after.EndedHash));
        Assert.NotEqual(reported.Head, after.Head);
    }

    private async Task<SqlJournal> WriteAsync()
    {
        var journal = new SqlJournal(await SqliteDatabase.OpenAsync(_folder.File("journal.db"), Go));
        var run = new RunId(1);
        await journal.OpenAsync(new RunEvent.RunRequested("k", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
        foreach (var worker in (string[])["worker-1", "worker-2", "worker-3"])
            await journal.TakeAsync(run, worker, Some.Time, Go);
        var before = Run.Fold(run, await journal.ReadAsync(run, 0, Go));
        var end = new Entry(run, 5, Some.Time, new RunEvent.RunAborted(Some.Requester, null));
        await journal.AppendAsync(
            new(
                run,
                4,
                [end],
                [new(run, 5, NoteTarget.Report, "")],
                RunSummary.Of(before.Evolve(end), Some.Time),
                null
            ),
            Go
        );
        return journal;
    }

    private static async Task RunAsync(SqlJournal journal, string sql)
    {
        await using var context = journal.Store.Open();
        await context.Database.ExecuteSqlRawAsync(sql, Go);
    }
}
