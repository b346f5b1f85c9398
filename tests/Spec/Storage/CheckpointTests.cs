using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Storage;

/// <summary>What someone did to the journal's file shows, although they made new hashes for it.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string Prefix = "2026-11-24 03:00:00 info: OlUpgrade.Checkpoints[1600] ";

    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;
    private static readonly RunId First = new(1);
    private static readonly RunId Second = new(2);

    private readonly TempFolder _folder = new();

    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Finding("A22")]
    public async Task What_nobody_changed_is_whole()
    {
        var witnessed = await WriteAsync();
        foreach (var run in (RunId[])[First, Second])
        {
            var (isWhole, differences) = await VerifyAsync(run, witnessed);
            Assert.True(isWhole);
            Assert.Empty(differences);
        }

        Assert.Equal(["1/4", "2/1", "1/5"], Heads(witnessed));
    }

    [Theory]
    [Finding("A22")]
    [InlineData(false, "entry 4, or one before it, was rewritten: checkpoint 1 of the database has the hash ")]
    [InlineData(true, "entry 4, or one before it, was rewritten: checkpoint 1 of the system's journal has the hash ")]
    public async Task An_approver_that_was_rewritten_with_new_hashes_shows(bool alsoCheckpoints, string sentence)
    {
        var witnessed = await WriteAsync();
        await new JournalForger(File, alsoCheckpoints).RewriteAsync(1, Some.Approver.Name, "mallory");
        var (isWhole, differences) = await VerifyAsync(First, witnessed);
        Assert.Equal(alsoCheckpoints, isWhole);
        Assert.Contains(differences, found => found.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [Finding("A22")]
    [InlineData(false, "the end is cut off: by checkpoint 2 of the database the run had 5 entries; it has 3 now")]
    [InlineData(
        true,
        "the end is cut off: by checkpoint 2 of the system's journal the run had 5 entries; it has 3 now"
    )]
    public async Task An_end_that_was_cut_off_shows(bool alsoCheckpoints, string sentence)
    {
        var witnessed = await WriteAsync();
        await new JournalForger(File, alsoCheckpoints).CutAsync(1, 3);
        var (isWhole, differences) = await VerifyAsync(First, witnessed);
        Assert.Equal(alsoCheckpoints, isWhole);
        Assert.Contains(sentence, differences);
    }

    [Theory]
    [Finding("A22")]
    [InlineData(1, false, "run 1 is gone: by checkpoint 2 of the database it had 5 entries")]
    [InlineData(1, true, "run 1 is gone: by checkpoint 2 of the system's journal it had 5 entries")]
    [InlineData(1, true, "run 1 is gone: later runs are there, and a run's number is never left out")]
    [InlineData(2, true, "run 2 is gone: by checkpoint 1 of the system's journal it had 1 entries")]
    public async Task A_run_that_was_deleted_shows(int run, bool alsoCheckpoints, string sentence)
    {
        var witnessed = await WriteAsync();
        await new JournalForger(File, alsoCheckpoints).DeleteAsync(run);
        var (_, differences) = await VerifyAsync(new RunId(run), witnessed);
        Assert.Contains(sentence, differences);
    }

    [Theory]
    [Finding("A22")]
    [InlineData(false, "run 1 is said to have expired, but no checkpoint says so")]
    [InlineData(true, "run 1 is gone: by checkpoint 2 of the system's journal it had 5 entries")]
    public async Task A_deletion_that_pretends_to_be_an_expiry_shows(bool alsoCheckpoints, string sentence)
    {
        var witnessed = await WriteAsync();
        await new JournalForger(File, alsoCheckpoints).PretendExpiryAsync(1);
        Assert.Contains(sentence, (await VerifyAsync(First, witnessed)).Differences);
    }

    [Fact]
    [Finding("A22")]
    public async Task An_expiry_is_named_by_a_checkpoint_and_is_no_difference()
    {
        await WriteAsync();
        using var store = await SqliteDatabase.OpenAsync(File, Go);
        Assert.True(await new SqlJournal(store).ExpireAsync(First, Some.Time.AddDays(400), Go));
        var points = await new CheckpointChain(store).ReadAsync(0, Go);
        var expired = Assert.Single(points[^1].Heads);
        Assert.Equal((1, 5, true), (expired.Run, expired.Version, expired.IsExpired));
        Assert.Equal(points[^2].Heads[0].Hash, expired.Hash);
        Assert.Null(await new JournalVerifier(store).VerifyAsync(First, Go));
        Assert.Empty(CheckpointProof.OfRun(1, [], points, "the system's journal"));
    }

    [Theory]
    [Finding("A22")]
    [InlineData(
        "UPDATE checkpoints SET At = At + 1 WHERE Number = 1",
        "checkpoint 1 of the database is not what was written"
    )]
    [InlineData("DELETE FROM checkpoints WHERE Number = 1", "checkpoint 1 is gone from the database")]
    [InlineData("DELETE FROM checkpoints", "the checkpoints that had run 1 are gone from the database")]
    [InlineData(
        "DELETE FROM checkpoints WHERE Number = 2",
        "checkpoint 2 of the system's journal is gone from the database"
    )]
    [InlineData("UPDATE entries SET Event = 'run-failed' WHERE Run = 1 AND Version = 2", null)]
    public async Task Checkpoints_that_were_changed_and_a_wrong_event_name_show(string sql, string? sentence)
    {
        var witnessed = await WriteAsync();
        using (var store = await SqliteDatabase.OpenAsync(File, Go))
        {
            await using var context = store.Open();
            await context.Database.ExecuteSqlRawAsync(sql, Go);
        }

        var (isWhole, differences) = await VerifyAsync(First, witnessed);
        if (sentence is null)
            Assert.False(isWhole);
        else
            Assert.Contains(sentence, differences);
    }

    [Fact]
    [Finding("A22")]
    public async Task More_runs_than_one_line_takes_make_more_checkpoints()
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        for (var number = 1; number <= 101; number++)
        {
            var request = new RunEvent.RunRequested($"k{number}", Some.Requester, "test", Some.OneHost());
            await journal.OpenAsync(request, Some.Time, Go);
            await EndAsync(journal, new RunId(number));
        }

        var chain = new CheckpointChain(journal.Store);
        await chain.ExtendAsync(Some.Time, Go);
        Assert.Equal([100, 1], (await chain.ReadAsync(0, Go)).Select(point => point.Heads.Length));
        await chain.ExtendAsync(Some.Time, Go);
        Assert.Equal(2, await chain.LastAsync(Go));
    }

    [Theory]
    [Finding("A22")]
    [InlineData("", true)]
    [InlineData("info: OlUpgrade.Checkpoints[1600] ", true)]
    [InlineData(Prefix, true)]
    [InlineData("Nov 24 03:00:00 ol-home0 olupgrade[812]: " + Prefix, true)]
    [InlineData("Nov  4 03:00:00 ol-home0 olupgrade[812]: " + Prefix, true)]
    [InlineData("2026-11-24 03:00:00 info: OlUpgrade.Upgrades.HostCommand[0] ", false)]
    [InlineData("2026-11-24 03:00:00 info: OlUpgrade.Upgrades.HostCommand[0] x " + Prefix, false)]
    public void Only_a_line_that_the_log_itself_began_is_one_of_a_checkpoint(string prefix, bool isOne)
    {
        var point = new Checkpoint(7, new string('a', 64), [new(1, 5, new string('b', 64)), new(2, 1, "c", true)]);
        var read = Checkpoint.Read((prefix.Length == 0 ? Prefix : prefix) + point.ToLine() + "\r");
        Assert.Equal(isOne ? point.ToLine() : null, read?.ToLine());
    }

    /// <summary>Two runs; the first is approved and ends. Returns what the system's journal has of it.</summary>
    private async Task<ImmutableArray<Checkpoint>> WriteAsync()
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        var chain = new CheckpointChain(journal.Store);
        await journal.OpenAsync(new("one", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
        await journal.TakeAsync(First, "worker-1", Some.Time, Go);
        await AppendAsync(
            journal,
            First,
            new RunEvent.ApprovalGiven("prepare", Digest.Of("plan"), Some.Approver, "slack")
        );
        await journal.TakeAsync(First, "worker-2", Some.Time, Go);
        var other = Some.Plan(Some.Stage("canary", ["ol-web2"], Some.Script()));
        Assert.Equal(
            new Opening.Opened(Second),
            await journal.OpenAsync(new("two", Some.Requester, "test", other), Some.Time, Go)
        );
        await chain.ExtendAsync(Some.Time, Go);
        await EndAsync(journal, First);
        await chain.ExtendAsync(Some.Time.AddHours(1), Go);
        var lines = (await chain.ReadAsync(0, Go)).Select(point => Prefix + point.ToLine());
        return [.. lines.Select(Checkpoint.Read).OfType<Checkpoint>()];
    }

    private async Task<(bool IsWhole, IEnumerable<string> Differences)> VerifyAsync(
        RunId run,
        ImmutableArray<Checkpoint> witnessed
    )
    {
        using var store = await SqliteDatabase.OpenAsync(File, Go);
        var found = await new JournalVerifier(store).VerifyAsync(run, Go);
        var stored = await new CheckpointChain(store).ReadAsync(0, Go);
        return (
            found is { IsWhole: true },
            [
                .. found?.Differences ?? [],
                .. CheckpointProof.OfRun(run.Number, found?.Hashes ?? [], witnessed, "the system's journal"),
                .. CheckpointProof.OfDatabase(stored, witnessed),
            ]
        );
    }

    private static IEnumerable<string> Heads(ImmutableArray<Checkpoint> points) =>
        points.SelectMany(point => point.Heads).Select(head => $"{head.Run}/{head.Version}");

    private static Task EndAsync(SqlJournal journal, RunId run) =>
        AppendAsync(journal, run, new RunEvent.RunAborted(Some.Requester, null));

    private static async Task AppendAsync(SqlJournal journal, RunId run, RunEvent happened)
    {
        var entries = await journal.ReadAsync(run, 0, Go);
        var entry = new Entry(run, entries.Length + 1, Some.Time, happened);
        var after = Run.Fold(run, [.. entries, entry]);
        await journal.AppendAsync(new(run, entries.Length, [entry], [], RunSummary.Of(after, Some.Time), null), Go);
    }
}
