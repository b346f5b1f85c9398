using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Hosting;

/// <summary>However many runs have ended, a start reads none of them and scans no table for them.</summary>
public sealed partial class StartReadsTests
{
    private static CancellationToken Go => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_does_not_read_finished_runs()
    {
        var few = await StartAsync(finished: 3);
        var many = await StartAsync(finished: 60);
        Assert.Equal(few.Asked, many.Asked);
        Assert.Empty(few.OfFinished.Concat(many.OfFinished));
        Assert.Empty(few.Searches.Concat(many.Searches));
        Assert.InRange(few.MaxReads, 1, few.EntriesOfOpen + 1);
        Assert.InRange(many.MaxReads, 1, many.EntriesOfOpen + 1);
    }

    /// <summary>
    /// Starts with one run that waits for its approval, and records the statements until every start-up read has
    /// happened.
    /// </summary>
    private static async Task<Heard> StartAsync(int finished)
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        await scene.NotesSentAsync();
        await scene.StopServiceAsync();
        var journal = Path.Combine(scene.Data, DataFolder.JournalFile);
        await FinishAsync(journal, finished);
        scene.Heard.Clear();
        await scene.StartServiceAsync();
        await Eventually.True("a run that was taken again", async () => (await scene.Run()).FencingToken == 2);
        await Eventually.True("a look by the start, the sweep and Slack", () =>
            Count(scene, @"FROM ""runs"".*ORDER BY") >= 3
        );
        await Eventually.True("a look for what is untold, by both", () => Count(scene, "SELECT DISTINCT") >= 2);
        var statements = scene.Heard.Statements.ToList();
        var (most, entries) = (scene.Heard.MaxReads, (await scene.Run()).Version);
        await scene.StopServiceAsync();
        return new Heard(
            [.. statements.Select(one => one.Sql).Where(IsQuestion).Distinct().Order(StringComparer.Ordinal)],
            [.. statements.Where(NamesFinished).Select(one => one.Sql)],
            await SearchesAsync(journal, statements),
            most,
            entries
        );
    }

    private static int Count(ServiceScene scene, string pattern) =>
        scene.Heard.Statements.Count(one =>
            Regex.IsMatch(one.Sql, pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(1))
        );

    // A checkpoint is made when the run happens to change after the start, which is no matter of ended runs.
    private static bool IsQuestion(string sql) =>
        sql.StartsWith("SELECT", StringComparison.Ordinal)
        && !sql.Contains("FROM \"checkpoints\"", StringComparison.Ordinal);

    private static bool NamesFinished(HeardStatement statement) =>
        statement.Values.Any(one => one.Key.EndsWith("Number", StringComparison.Ordinal) && one.Value is not 1);

    /// <summary>Ended runs after the open one, with all notes delivered.</summary>
    private static async Task FinishAsync(string file, int runs)
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(file, Go));
        var recorder = new Recorder(journal, TimeProvider.System);
        for (var number = 2; number <= runs + 1; number++)
        {
            var plan = Some.Plan(Some.Stage("web", [$"ol-over-{number}"], Some.Script()));
            await journal.OpenAsync(
                new RunEvent.RunRequested($"over-{number}", Some.Requester, "test", plan),
                Some.Time,
                Go
            );
            await recorder.RecordAsync(new RunId(number), new PersonsCommand.Abort(Some.Requester, null), null, Go);
            foreach (var pending in await journal.PendingAsync(new RunId(number), 100, Go))
                await journal.DeliveredAsync([pending.Note], Go);
        }

        await new CheckpointChain(journal.Store).ExtendAsync(Some.Time, Go);
    }

    /// <summary>The statements for which SQLite would scan a whole table.</summary>
    private static async Task<IReadOnlyList<string>> SearchesAsync(string file, IEnumerable<HeardStatement> statements)
    {
        var searches = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Go);
        foreach (var statement in statements.DistinctBy(one => one.Sql).Where(one => OfRuns().IsMatch(one.Sql)))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + statement.Sql;
            foreach (var (name, value) in statement.Values)
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            await using var reader = await command.ExecuteReaderAsync(Go);
            while (await reader.ReadAsync(Go))
            {
                if (Through().IsMatch(reader.GetString(3)))
                    searches.Add($"{reader.GetString(3)}: {statement.Sql}");
            }
        }

        return searches;
    }

    [GeneratedRegex(
        """^(SELECT|UPDATE|DELETE)[^;]*"(runs|entries|notes)"[^;]*;?\s*$""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OfRuns();

    // The indexes contain only open runs, runs that changed since the last checkpoint, and undelivered notes.
    [GeneratedRegex(
        "^SCAN [ren]\\b(?! USING (COVERING )?INDEX (IX_runs_Id|IX_runs_changed|IX_notes_Run_Version)$)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Through();

    /// <summary>The statements of one start.</summary>
    /// <param name="Asked">The statements, each once.</param>
    /// <param name="OfFinished">Those that name an ended run.</param>
    /// <param name="Searches">Those that scan a whole table.</param>
    /// <param name="MaxReads">
    /// The most reads of one statement: one for each row, and one that finds no more.
    /// </param>
    /// <param name="EntriesOfOpen">How many entries the open run has.</param>
    private sealed record Heard(
        IReadOnlyList<string> Asked,
        IReadOnlyList<string> OfFinished,
        IReadOnlyList<string> Searches,
        int MaxReads,
        int EntriesOfOpen
    );
}
