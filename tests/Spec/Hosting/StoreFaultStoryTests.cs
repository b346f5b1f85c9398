using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting;

/// <summary>
/// The whole service while its journal cannot be written: nothing happens on hosts, people are notified, and it
/// continues afterwards.
/// </summary>
public sealed class StoreFaultStoryTests
{
    [Fact]
    public async Task On_a_full_disk_nothing_is_done_people_are_told_once_and_the_run_goes_on_when_there_is_room()
    {
        SmallDisk? disk = null;
        await using var scene = await ServiceScene.StartAsync(prepare: data => disk = SmallDisk.Over(data, "8m"));
        scene.Type("/upgrade start small --hosts ol-a");
        var question = await scene.Eyes.Question();
        await Waits(scene);
        var jim = scene.TokenOf("jim");
        await scene.NotesSentAsync();
        disk!.Fill();
        scene.React(ServiceScene.Drini, question);
        await scene.Eyes.Said("The journal cannot be written.");
        scene.Type("/upgrade start small --hosts ol-b", ServiceScene.Jim);
        await scene.Eyes.Whispered(ServiceScene.Jim, "Not heard; nothing was started. Try again later.");
        var said = await scene.Call(HttpMethod.Post, "api/runs/1/decisions", jim, """{"decision":"abort"}""");
        Assert.Equal((503, "not-heard"), (said.Status, (string?)said.Body!["code"]));
        Assert.Empty(scene.Fleet.Effects.All);
        Assert.Contains("Make room; the service then continues by itself.", scene.Log.Text, StringComparison.Ordinal);
        disk.MakeRoom();
        await scene.Eyes.Said("The journal can be written again.");
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Equal(
            (1, 1),
            (scene.Eyes.Count("The journal cannot be written."), scene.Eyes.Count("can be written again"))
        );
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
        Assert.Empty(await scene.Events(2));
    }

    [Fact]
    public async Task While_another_process_holds_the_journal_nothing_is_done_and_afterwards_it_goes_on()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await Waits(scene);
        using (await LockingProcess.On(Path.Combine(scene.Data, "journal.db")))
        {
            scene.React(ServiceScene.Drini, question);
            await scene.Eyes.Said("sqlite3 (process ");
            Assert.Empty(scene.Fleet.Effects.All);
        }

        await scene.Ended(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_journal_that_is_moved_away_in_the_middle_of_a_run_stops_it_before_the_next_effect()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await Waits(scene);
        var (file, away) = (Path.Combine(scene.Data, "journal.db"), Path.Combine(scene.Data, "away.db"));
        File.Move(file, away);
        scene.React(ServiceScene.Drini, question);
        await scene.Eyes.Said("was removed or moved away while the service uses it");
        Assert.Empty(scene.Fleet.Effects.All);
        Assert.False(File.Exists(file));
        File.Move(away, file);
        await scene.Ended(RunStatus.Succeeded);
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
    }

    private static Task Waits(ServiceScene scene) =>
        Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
}
