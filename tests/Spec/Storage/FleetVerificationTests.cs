using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage;

/// <summary>Whoever changes what the file says of the fleet is seen when any run is verified.</summary>
[Finding("H30")]
public sealed class FleetVerificationTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;
    private static readonly RunId Only = new(1);

    private readonly TempFolder _folder = new();

    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_nobody_changed_is_whole_and_a_checkpoint_names_it_once()
    {
        await WriteAsync();
        Assert.True((await VerifyAsync()).IsWhole);
        using var store = await SqliteDatabase.OpenAsync(File, Go);
        var heads = (await new CheckpointChain(store).ReadAsync(0, Go)).SelectMany(point => point.Heads);
        Assert.Equal(["0/2", "1/2"], heads.Select(head => $"{head.Run}/{head.Version}"));
    }

    [Theory]
    [InlineData("UPDATE fleet SET Payload = replace(Payload, 'ol-web2', 'ol-web9')", "entry 1 of the fleet's stream")]
    [InlineData("DELETE FROM fleet WHERE Version = 1", "entry 1 of the fleet's stream")]
    [InlineData(
        "DELETE FROM fleet WHERE Version = 2",
        "by checkpoint 1 of the database the fleet's stream had 2 entries"
    )]
    [InlineData("DELETE FROM fleet", "the fleet's stream is gone: by checkpoint 1 of the database it had 2 entries")]
    public async Task What_was_rewritten_or_deleted_shows(string forgery, string sentence)
    {
        await WriteAsync();
        using (var store = await SqliteDatabase.OpenAsync(File, Go))
        {
            await using var context = store.Open();
            await context.Database.ExecuteSqlRawAsync(forgery, Go);
        }

        var found = await VerifyAsync();
        Assert.False(found.IsWhole);
        Assert.Contains(found.Differences, one => one.Contains(sentence, StringComparison.Ordinal));
    }

    private async Task<Verification> VerifyAsync()
    {
        using var store = await SqliteDatabase.OpenAsync(File, Go);
        return (await new JournalVerifier(store).VerifyAsync(Only, Go))!;
    }

    private async Task WriteAsync()
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        var chain = new CheckpointChain(journal.Store);
        await journal.OpenAsync(new("one", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
        await journal.TakeAsync(Only, "worker", Some.Time, Go);
        FleetEntry[] entries =
        [
            new(1, Some.Time, new FleetEvent.WentOut("ol-web2", null, "web", 1, Some.Time, "drain", IsDrained: true)),
            new(2, Some.Time, new FleetEvent.Returned("ol-web2", null, 1)),
        ];
        Assert.Equal(Appended.Yes, await journal.AppendFleetAsync(new(0, [.. entries]), Go));
        await chain.ExtendAsync(Some.Time, Go);
        await chain.ExtendAsync(Some.Time, Go);
    }
}
