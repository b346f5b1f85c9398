using Microsoft.EntityFrameworkCore;
using OlUpgrade.Execution;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Storage;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Hosting.Cli;

/// <summary><c>journal RUN --verify --file</c>: verified without a service, and only read.</summary>
[Finding("A22")]
public sealed class JournalFileTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_at_rest_is_verified_and_nothing_is_written_beside_it()
    {
        var lines = await WriteAsync();
        var before = await System.IO.File.ReadAllBytesAsync(File, Go);
        var (code, output, error) = await Run("journal", "1", "--verify", "--file", File, "--against", lines);
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.StartsWith("Run 1: 2 entries, intact.", output, StringComparison.Ordinal);
        Assert.EndsWith("1 of them have run 1.\n", output, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Go));
        Assert.Equal([File, lines], Directory.GetFiles(Path.GetDirectoryName(File)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false, "of the database has the hash ")]
    [InlineData(true, "of the system's journal has the hash ")]
    public async Task A_rewritten_entry_shows_as_it_does_through_the_service(bool alsoCheckpoints, string source)
    {
        var lines = await WriteAsync();
        await new JournalForger(File, alsoCheckpoints).RewriteAsync(1, Some.Requester.Name, "mallory");
        var (code, output, _) = await Run("journal", "1", "--verify", "--file", File, "--against", lines);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(
            "DIFFERS: entry 2, or one before it, was rewritten: checkpoint 1 ",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(source, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_service_left_in_the_write_ahead_log_is_read_too()
    {
        await WriteAsync();
        using var store = await SqliteDatabase.OpenAsync(File, Go);
        await new SqlJournal(store).TakeAsync(new RunId(1), "worker-1", Some.Time, Go);
        Assert.True(System.IO.File.Exists(File + "-wal"));
        var (code, output, _) = await Run("journal", "1", "--verify", "--file", File);
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("Run 1: 3 entries, intact", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_readable_journal_of_this_release_is_refused_with_why()
    {
        await WriteAsync();
        var text = _folder.Write("notes.txt", "not a database");
        Assert.Contains(
            "is not a SQLite database",
            await Refused("1", "--verify", "--file", text),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not exist",
            await Refused("1", "--verify", "--file", _folder.File("gone.db")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "There is no run 9 in ",
            await Refused("9", "--verify", "--file", File),
            StringComparison.Ordinal
        );
        Assert.StartsWith("Give the run's number", await Refused("--verify", "--file", File), StringComparison.Ordinal);
        Assert.Equal("--file is read with --verify only.\n", await Refused("1", "--file", File));
        using (var store = await SqliteDatabase.OpenAsync(File, Go))
        {
            await using var context = store.Open();
            await context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory", Go);
        }

        var older = await Refused("1", "--verify", "--file", File);
        Assert.Contains("was written by an older release", older, StringComparison.Ordinal);
    }

    /// <summary>An aborted run with a checkpoint. Returns the file with the lines of the system's journal.</summary>
    private async Task<string> WriteAsync()
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go));
        var request = new RunEvent.RunRequested("k", Some.Requester, "test", Some.OneHost());
        await journal.OpenAsync(request, Some.Time, Go);
        var recorder = new Recorder(journal, new MovableTime(Some.Time));
        await recorder.RecordAsync(new RunId(1), new PersonsCommand.Abort(Some.Requester, null), lease: null, Go);
        var chain = new CheckpointChain(journal.Store);
        await chain.ExtendAsync(Some.Time, Go);
        var lines = (await chain.ReadAsync(0, Go)).Select(point =>
            $"info: {Checkpoint.Category}[{Checkpoint.EventId}] {point.ToLine()}"
        );
        return _folder.Write("lines", string.Join('\n', lines));
    }

    private static async Task<string> Refused(params string[] arguments)
    {
        var (code, output, error) = await Run(["journal", .. arguments]);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        return error;
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, $"{output}", $"{error}");
    }
}
