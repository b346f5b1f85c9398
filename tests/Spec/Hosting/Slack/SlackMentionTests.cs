using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using static OlUpgrade.Spec.Hosting.Slack.SlackChoiceTests;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>Words to the app in a run's thread, over the real service and a real socket.</summary>
public sealed class SlackMentionTests
{
    [Fact]
    public async Task In_the_thread_the_app_is_spoken_to_and_the_run_need_not_be_named()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        scene.Say(ServiceScene.Mek, "@olupgrade note the fans are loud <!channel>", header);
        await scene.Eyes.Said("Note by mek: the fans are loud &lt;!channel&gt;");
        scene.Say("U0GUEST", "@olupgrade: retry", header);
        await scene.Eyes.Said("guest is not an operator.");
        scene.Say(ServiceScene.Mek, "@olupgrade retyr", header);
        await scene.Eyes.Said("There is no `retyr`.");
        Assert.Equal(RunStatus.Paused, (await scene.Run()).Status);
        scene.Say(ServiceScene.Drini, "@olupgrade retry ol-a it is mended", header);
        await scene.Ended(RunStatus.Succeeded);
        await scene.Eyes.Said("Run 1: cdrini resumed ol-a: say it. It is in the journal.");
        Assert.Single(await scene.Events(), one => one.StartsWith("note-added", StringComparison.Ordinal));
    }

    [Fact]
    [Finding("S1")]
    public async Task A_sentence_about_the_app_or_to_somebody_else_is_no_command()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        scene.Say(ServiceScene.Mek, "abort was what @olupgrade suggested last time, please do not", header);
        scene.Say(ServiceScene.Mek, "abort @olupgrade", header);
        scene.Say(ServiceScene.Mek, "@olupgrade note this is one", header);
        await scene.Eyes.Said("Note by mek: this is one");
        Assert.Equal(RunStatus.Paused, (await scene.Run()).Status);
        Assert.Equal(0, scene.Eyes.Count("There is no"));
    }

    [Fact]
    [Finding("S2")]
    public async Task A_full_name_that_no_host_of_the_run_has_skips_no_other_hosts_step()
    {
        await using var scene = await Paused();
        scene.Type("/upgrade skip web7.us.archive.org the mirror is gone");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Run 1 has no host `web7.us.archive.org`. It has ol-a, ol-b.");
        Assert.Equal(RunStatus.Paused, (await scene.Run()).Status);
        Assert.DoesNotContain(await scene.Events(), one => one.StartsWith("step-skipped", StringComparison.Ordinal));
    }

    [Fact]
    [Fault(5)]
    public async Task What_was_said_in_the_thread_while_the_service_was_away_is_heard_once_when_it_is_back()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        await scene.NotesSentAsync();
        await scene.StopServiceAsync();
        scene.Say(ServiceScene.Mek, "@olupgrade note it was the fan", header);
        scene.Say(ServiceScene.Drini, "@olupgrade retry", header);
        await scene.StartServiceAsync();
        await scene.Ended(RunStatus.Succeeded);
        await scene.Eyes.Said("Run 1: cdrini resumed ol-a: say it. It is in the journal.");
        Assert.Single(await scene.Events(), one => one.StartsWith("note-added", StringComparison.Ordinal));
        Assert.Single(await scene.Events(), one => one.StartsWith("step-resumed", StringComparison.Ordinal));
    }

    [Fact]
    [Fault(23)]
    public async Task A_word_that_is_heard_behind_another_decision_does_not_fall_on_the_later_failure()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        await scene.NotesSentAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Say(ServiceScene.Drini, "@olupgrade retry", header);
        await Eventually.True("a second failure", async () =>
            (await scene.Events()).Count(one => one.StartsWith("step-failed", StringComparison.Ordinal)) == 2
        );
        await scene.StopServiceAsync();
        scene.Say(ServiceScene.Drini, "@olupgrade retry", header);
        await scene.StartServiceAsync();
        await scene.Eyes.Said("Say it again if it is still right.");
        Assert.Single(await scene.Events(), one => one.StartsWith("step-resumed", StringComparison.Ordinal));
        Assert.Equal(RunStatus.Paused, (await scene.Run()).Status);
    }
}
