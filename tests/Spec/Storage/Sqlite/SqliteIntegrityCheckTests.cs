using Microsoft.Data.Sqlite;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Storage.Sqlite;

/// <summary>
/// A service checks its file before it uses it. It refuses a file that is not its own and leaves it as it is.
/// </summary>
public sealed class SqliteIntegrityCheckTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_of_this_release_an_empty_file_and_no_file_are_accepted()
    {
        Assert.Null(await SqliteIntegrityCheck.ProblemOfAsync(File, Go));
        _folder.Write("journal.db", "");
        Assert.Null(await SqliteIntegrityCheck.ProblemOfAsync(File, Go));
        await MakeAsync();
        Assert.Null(await SqliteIntegrityCheck.ProblemOfAsync(File, Go));
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused()
    {
        _folder.Write("journal.db", "The quick brown fox jumps over the lazy dog.");
        await RefusedAsync("is not a SQLite database");
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused()
    {
        Run("CREATE TABLE moz_bookmarks (id INTEGER PRIMARY KEY)");
        await RefusedAsync("belongs to another program");
    }

    [Fact]
    public async Task A_journal_of_a_newer_release_is_refused()
    {
        await MakeAsync();
        Run("INSERT INTO __EFMigrationsHistory VALUES ('29991231235959_Far', '99.0')");
        await RefusedAsync("was written by a newer release (this one does not know 29991231235959_Far)");
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public async Task A_damaged_journal_is_refused(double position)
    {
        await MakeAsync();
        using (var stream = new FileStream(File, FileMode.Open))
        {
            stream.Seek((long)(stream.Length * position) / 4096 * 4096, SeekOrigin.Begin);
            stream.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        await RefusedAsync("is damaged");
    }

    [Fact]
    public async Task A_truncated_journal_is_refused()
    {
        await MakeAsync();
        using (var stream = new FileStream(File, FileMode.Open))
            stream.SetLength(stream.Length / 2);
        await RefusedAsync("is damaged");
    }

    private async Task MakeAsync()
    {
        using (var journal = new SqlJournal(await SqliteDatabase.OpenAsync(File, Go)))
        {
            await journal.OpenAsync(
                new RunEvent.RunRequested("k", Some.Requester, "test", Some.OneHost()),
                Some.Time,
                Go
            );
            for (var take = 0; take < 100; take++)
                await journal.TakeAsync(new RunId(1), "worker", Some.Time, Go);
        }

        SqliteConnection.ClearAllPools();
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The check says so, and so does the service, with exit code 2 and without changing a byte.</summary>
    private async Task RefusedAsync(string sentence)
    {
        var before = await System.IO.File.ReadAllBytesAsync(File, Go);
        Assert.Contains(sentence, await SqliteIntegrityCheck.ProblemOfAsync(File, Go), StringComparison.Ordinal);
        var (code, error) = await ServeAsync();
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Go));
    }

    private async Task<(int Code, string Error)> ServeAsync()
    {
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        _folder.Write("key", "no key");
        var config = _folder.Write(
            "config.json",
            $$"""
            { "OlUpgrade": {
              "DataFolder": "{{_folder.Path}}", "WorkflowsFolder": "{{_folder.File(
                "workflows"
            )}}", "Listen": "http://127.0.0.1:0",
              "Slack": { "BaseAddress": "http://127.0.0.1:9/", "BotTokenFile": "{{_folder.Write(
                "bot",
                "xoxb-12345678"
            )}}", "AppTokenFile": "{{_folder.Write("app", "xapp-12345678")}}" },
              "GitHub": { "BaseAddress": "http://127.0.0.1:9/", "TokenFile": "{{_folder.Write("git", "12345678")}}" },
              "Ssh": { "KeyFile": "{{_folder.File("key")}}" } } }
            """
        );
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await CommandLine.RunAsync(["serve", "--config", config], output, error), error.ToString());
    }
}
