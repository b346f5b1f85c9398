using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runs;
using OlUpgrade.Spec.RealHost;
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

    [Theory]
    [InlineData("journal.db.restoring")]
    [InlineData("output/1.log")]
    [InlineData("../workflows/other.yaml")]
    [InlineData("../linked/journal.db.restoring")]
    public async Task The_services_own_folders_take_no_backup(string name)
    {
        await using var scene = await ServiceScene.StartAsync();
        Directory.CreateDirectory(Path.Combine(scene.Data, "output"));
        File.CreateSymbolicLink(Path.Combine(scene.Data, "..", "linked"), scene.Data);
        var file = Path.Combine(scene.Data, name);
        var answer = await scene.Call(
            HttpMethod.Post,
            "api/backups/",
            scene.TokenOf("mek"),
            $$"""{"file":"{{file}}"}"""
        );
        Assert.Equal((400, "bad-input"), (answer.Status, (string?)answer.Body!["code"]));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task The_backup_has_what_commands_printed_and_a_restore_brings_it_back()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        var output = await Cli(scene, "output", "1", "--of", "ol-b");
        Assert.Equal((ExitCode.Done, "hello"), output);
        Assert.Equal(200, await BackUp(scene, "mek"));
        File.Delete(Directory.GetFiles(Path.Combine(scene.Data, "output", "1"), "*ol-b*").Single());
        var (code, verified) = await Cli(scene, "journal", "1", "--verify");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("DIFFERS: the output of 1/rest/ol-b/say it/1 is gone", verified, StringComparison.Ordinal);
        await scene.StopServiceAsync();
        var journal = Path.Combine(scene.Data, "journal.db");
        (code, verified) = await Cli(scene, "journal", "1", "--verify", "--file", journal);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("DIFFERS: the output of 1/rest/ol-b/say it/1 is gone", verified, StringComparison.Ordinal);
        (code, verified) = await Cli(scene, "journal", "1", "--verify", "--file", Saved);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("What commands printed was not compared", verified, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Restore(scene)).Code);
        Assert.Single(Directory.GetDirectories(scene.Data, "output.before-restore-*Z"));
        await scene.StartServiceAsync();
        Assert.Equal(output, await Cli(scene, "output", "1", "--of", "ol-b"));
        (code, verified) = await Cli(scene, "journal", "1", "--verify");
        Assert.DoesNotContain("DIFFERS", verified, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, code);
    }

    [Fact]
    public async Task What_was_printed_is_listed_and_what_is_not_there_is_said_to_be_missing()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        var (_, nothing) = await Cli(scene, "output", "1");
        Assert.Equal("The commands of run 1 have printed nothing.", nothing);
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        var (_, list) = await Cli(scene, "output", "1");
        Assert.Contains("6 bytes  canary/ol-a/say it/1", list, StringComparison.Ordinal);
        Assert.Contains("6 bytes  rest/ol-b/say it/1", list, StringComparison.Ordinal);
        var (code, missing) = await Cli(scene, "output", "1", "--of", "ol-c");
        Assert.NotEqual(ExitCode.Done, code);
        Assert.Contains("Run 1 has no output of ol-c.", missing, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> Cli(ServiceScene scene, params string[] words)
    {
        var environment = new Dictionary<string, string>
        {
            ["OLUPGRADE_TOKEN"] = scene.TokenOf("mek"),
            ["OLUPGRADE_SERVER"] = $"{scene.Address}",
        };
        using var program = ProgramRun.Start(AppContext.BaseDirectory, environment, words);
        var (code, output) = await program.End();
        return (code, output.TrimEnd());
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
