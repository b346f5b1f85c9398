using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>A backup is made while the service runs, and restored while it is stopped.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();

    private string Saved => _folder.File("saved.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restored_journal_is_refused_by_hosts_that_saw_a_later_history_and_its_run_pauses()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        Assert.Equal(200, await BackUp(scene, "mek"));
        Assert.Equal(409, await BackUp(scene, "mek"));
        scene.React(ServiceScene.Drini, question);
        await scene.Ended(RunStatus.Succeeded);
        var (before, effects) = (await scene.Journal.DatabaseIdAsync(Go), scene.Fleet.Effects.All.Count);
        Assert.Equal(ExitCode.BadInput, (await Restore(scene)).Code);
        await scene.StopServiceAsync();
        var (code, output) = await Restore(scene);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("olupgrade adopt HOST", output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(scene.Data, "journal.db.before-restore-*Z"));
        await scene.StartServiceAsync();
        Assert.NotEqual(before, await scene.Journal.DatabaseIdAsync(Go));
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        Assert.Equal(effects, scene.Fleet.Effects.All.Count);
    }

    [Fact]
    public async Task Only_an_operator_makes_a_backup_and_it_is_its_owners_alone()
    {
        await using var scene = await ServiceScene.StartAsync();
        Assert.Equal(409, await BackUp(scene, "viv"));
        Assert.False(File.Exists(Saved));
        Assert.Equal(200, await BackUp(scene, "mek"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Saved));
        Assert.Equal([Saved], Directory.GetFiles(_folder.Path));
        Assert.Null(await SqliteIntegrityCheck.ProblemOfAsync(Saved, Go));
    }

    private async Task<int> BackUp(ServiceScene scene, string person) =>
        (await scene.Call(HttpMethod.Post, "api/backups/", scene.TokenOf(person), $$"""{"file":"{{Saved}}"}""")).Status;

    private async Task<(int Code, string Output)> Restore(ServiceScene scene)
    {
        var config = _folder.Write("config.json", $$"""{ "OlUpgrade": { "DataFolder": "{{scene.Data}}" } }""");
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await CommandLine.RunAsync(["restore", Saved, "--config", config], output, error), $"{output}{error}");
    }
}
