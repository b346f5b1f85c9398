using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Spec.Storage.Sqlite;

/// <summary>A journal of the released schema knows its messages after the first start of this release.</summary>
public sealed class PostedMessagesMigrationTests : IDisposable
{
    /// <summary>The last migration of release 0.1.0.</summary>
    private const string Released = "20261125134522_OpenAndUntold";

    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    private string File => _folder.File("journal.db");

    public static TheoryData<string> Journals =>
        [.. Repository.Files("*.journal.jsonl", "tests/Spec/Storage/Journals")];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public async Task Every_message_of_a_recorded_journal_leads_to_its_run_and_step(string recorded)
    {
        var entries = RecordedJournal.Read(recorded);
        await WriteReleasedAsync(entries.Select(RowOf));
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        var posted = entries
            .Select(entry => PostedMessage.RecordedBy(entry.Event))
            .OfType<(PostedMessage, StepPlace)>();
        var origins = 0;
        foreach (var (message, place) in posted)
        {
            Assert.Equal(new MessageOrigin(new RunId(1), place), await journal.FindMessageAsync(message, Go));
            origins++;
        }

        Assert.InRange(origins, 2, entries.Length);
        Assert.Equal(origins, await CountAsync());
    }

    [Fact]
    public async Task The_step_that_recorded_a_message_first_keeps_it()
    {
        await WriteReleasedAsync([
            Row(2, 1, "step-succeeded", Succeeded("announce", "post plan", "1.1")),
            Row(1, 2, "step-succeeded", Succeeded("announce", "post plan", "1.1")),
            Row(1, 1, "step-succeeded", Succeeded("open", "post header", "1.1")),
        ]);
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        Assert.Equal(
            new MessageOrigin(new RunId(1), new StepPlace("open", "-", "post header")),
            await journal.FindMessageAsync(new("C1", "1.1"), Go)
        );
    }

    [Fact]
    public async Task What_posted_nothing_and_what_cannot_be_read_leads_nowhere_and_does_not_stop_the_start()
    {
        await WriteReleasedAsync([
            Row(1, 1, "step-succeeded", """{"event":"step-succeeded","evidence":{"channel":"C1"}}"""),
            Row(1, 2, "step-failed", Succeeded("announce", "post plan", "1.1")),
            Row(1, 3, "step-succeeded", "{ no JSON"),
            Row(1, 4, "step-succeeded", Succeeded("announce", "post plan", "1.2")),
        ]);
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        Assert.Null(await journal.FindMessageAsync(new("C1", "1.1"), Go));
        Assert.NotNull(await journal.FindMessageAsync(new("C1", "1.2"), Go));
        Assert.Equal(1, await CountAsync());
    }

    private static string Succeeded(string stage, string step, string ts) =>
        $$$"""
            {"event":"step-succeeded","place":{"stage":"{{{stage}}}","host":"-","step":"{{{step}}}"},"attempt":1,
             "evidence":{"channel":"C1","link":"","ts":"{{{ts}}}"}}
            """;

    private static EntryRow RowOf(Entry entry) =>
        Row(1, entry.Version, EventCodec.NameOf(entry.Event), EventCodec.Encode(entry.Event));

    private static EntryRow Row(int run, int version, string name, string payload) =>
        new()
        {
            Run = run,
            Version = version,
            At = Some.Time.UtcTicks,
            Event = name,
            Payload = payload,
            Hash = "",
        };

    /// <summary>A database as release 0.1.0 left it, with these entries.</summary>
    private async Task WriteReleasedAsync(IEnumerable<EntryRow> entries)
    {
        var options = new DbContextOptionsBuilder<SqliteJournalContext>().UseSqlite($"Data Source={File}").Options;
        await using var context = new SqliteJournalContext(options);
        await context.GetService<IMigrator>().MigrateAsync(Released, Go);
        context.Entries.AddRange(entries);
        await context.SaveChangesAsync(Go);
    }

    private async Task<long> CountAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(Go);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM posted_messages";
        return (long)(await command.ExecuteScalarAsync(Go))!;
    }
}
