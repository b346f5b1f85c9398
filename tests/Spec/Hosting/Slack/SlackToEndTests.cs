using System.Globalization;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>People in Slack and the whole service behind it, over real HTTP and a real socket.</summary>
public sealed class SlackToEndTests
{
    [Fact]
    [Fault(6)]
    public async Task A_command_is_answered_and_a_thumbs_up_in_any_skin_tone_approves()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small word=“good day”");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Run 1 of *Something small, host by host* is open");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question(), "+1::skin-tone-5");
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Equal("good day", (await scene.Run()).Plan!.Parameters["word"]);
        Assert.Equal("closed", (string?)scene.Issues.Single()!["state"]);
        Assert.Equal(1, scene.Eyes.Count("cdrini approved the plan"));
        Assert.Equal(1, scene.Eyes.Count("The run succeeded."));
        Assert.DoesNotContain(scene.Servers.Slack.Ephemerals(ServiceScene.Mek), text =>
            text.Contains("failed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_wrong_command_is_answered_with_what_would_have_been_right()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade strat small");
        await scene.Eyes.Whispered(ServiceScene.Mek, "There is no `strat`. `/upgrade help` lists what there is.");
        scene.Type("/upgrade start smal");
        await scene.Eyes.Whispered(ServiceScene.Mek, "There is no runbook \"smal\". Available: small.");
        scene.Type("/upgrade status");
        await scene.Eyes.Whispered(ServiceScene.Mek, "No run is open.");
        scene.Type("/upgrade start small", "U0GUEST");
        await scene.Eyes.Whispered("U0GUEST", "operator");
        Assert.Empty(scene.Issues);
    }

    [Fact]
    [Fault(6)]
    public async Task The_requesters_own_thumbs_up_is_ignored_and_said_once()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.React(ServiceScene.Mek, question);
        await scene.Eyes.Said("mek started this run, so someone else has to approve it.");
        scene.Servers.Slack.Unreact(ServiceScene.Mek, SlackEyes.Channel, question, "+1");
        scene.React(ServiceScene.Mek, question, "+1::skin-tone-2");
        scene.React("U0GUEST", question);
        await scene.Eyes.Said("guest is not listed as an approver");
        Assert.Equal(1, scene.Eyes.Count("mek started this run"));
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        AllUntouched(scene);
    }

    [Fact]
    [Fault(6)]
    [Finding("A2")]
    public async Task Bots_guests_and_outsiders_have_no_say_whatever_the_configuration_lists()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.React("U0OTHERBOT", question);
        scene.React("U0OUTSIDER", question);
        scene.React("U0GUEST", question, "-1");
        await scene.Eyes.Said("guest is not listed as an approver");
        await scene.Eyes.Said("outsider is not listed as an approver");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.DoesNotContain(await scene.Events(), one => one.Contains("bot", StringComparison.OrdinalIgnoreCase));
        AllUntouched(scene);
    }

    [Fact]
    [Fault(10)]
    public async Task Who_was_deactivated_meanwhile_does_not_count()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await scene.StopServiceAsync();
        scene.React(ServiceScene.Jim, question);
        scene.Servers.Slack.Deactivate(ServiceScene.Jim);
        await scene.StartServiceAsync();
        await scene.Happened("\"not-approver\"");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        AllUntouched(scene);
    }

    [Fact]
    [Fault(6)]
    public async Task A_thumbs_down_ends_the_run_as_refused()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question(), "thumbsdown");
        await scene.Ended(RunStatus.Refused);
        await scene.NotesSentAsync();
        Assert.Equal(1, scene.Eyes.Count("cdrini refused the plan"));
        Assert.Equal("closed", (string?)scene.Issues.Single()!["state"]);
        AllUntouched(scene);
    }

    [Fact]
    [Fault(5)]
    public async Task A_reaction_given_while_the_service_is_down_counts_when_it_is_back()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await scene.StopServiceAsync();
        scene.React(ServiceScene.Drini, question);
        await scene.StartServiceAsync();
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Single(scene.Eyes.Plans);
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
    }

    [Fact]
    [Fault(1)]
    public async Task The_same_event_delivered_twice_counts_once()
    {
        await using var scene = await ServiceScene.StartAsync(needs: 2);
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.React(ServiceScene.Drini, question);
        await scene.Happened("approval-given");
        var (channel, events) = (
            scene.Servers.Slack.Channel(SlackEyes.Channel)!,
            new SlackEvents(scene.Servers.Slack, TimeProvider.System)
        );
        events.Send("reaction_added", ServiceScene.Drini, channel, channel.Find(question)!, "+1");
        events.Send("reaction_added", ServiceScene.Drini, channel, channel.Find(question)!, "+1");
        scene.React("U0GUEST", question);
        await scene.Happened("\"not-approver\"");
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        AllUntouched(scene);
        scene.React(ServiceScene.Jim, question);
        await scene.Ended(RunStatus.Succeeded);
    }

    [Fact]
    [Fault(4)]
    public async Task Lost_answers_of_GitHub_and_Slack_make_nothing_twice()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Servers.GitHub.Outages.LoseNextAnswer("POST /api/v3/repos/internetarchive/openlibrary/issues");
        scene.Servers.Slack.Outages.LoseNextAnswer("chat.postMessage", times: 2);
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        await scene.Happened("post plan\"},\"attempt\":1,\"evidence\"");
        Assert.Single(scene.Issues);
        Assert.Single(scene.Eyes.Plans);
        Assert.Equal(1, scene.Eyes.Count("*Run 1: Something small"));
    }

    [Fact]
    public async Task A_command_of_somebody_about_whom_Slack_is_silent_is_not_heard_and_says_what_to_do()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Servers.Slack.Outages.FailNext("users.info", 500, 100);
        scene.Type("/upgrade start small");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Type it again in a moment");
        Assert.Empty(await scene.Journal.ListAsync(onlyOpen: false, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_token_is_in_the_log_the_journal_the_issue_or_a_message()
    {
        await using var scene = await ServiceScene.StartAsync();
        var person = scene.TokenOf("cdrini");
        scene.Servers.Slack.Outages.FailNext("users.info", 500, 1);
        scene.Servers.GitHub.Outages.FailNext("comments", 502, 1);
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        var digest = (await scene.Run()).PlanDigest!.Value.Hex;
        var (status, _) = await scene.Call(
            HttpMethod.Post,
            "api/runs/1/decisions",
            person,
            $$"""{"decision":"approve","digest":"{{digest}}"}"""
        );
        Assert.Equal(200, status);
        await scene.Ended(RunStatus.Succeeded);
        await Eventually.True("a note in the issue", () => Comments(scene).Length > 10);
        string[] places =
        [
            scene.Log.Text,
            string.Join('\n', await scene.Events()),
            scene.Issues.ToJsonString(),
            Comments(scene),
            scene.Eyes.All,
        ];
        string[] tokens = [SlackWorkspace.BotToken, SlackWorkspace.AppToken, GitHubSite.Token, person];
        foreach (var place in places)
        {
            Assert.True(place.Length > 10);
            foreach (var token in tokens)
                Assert.DoesNotContain(token, place, StringComparison.Ordinal);
        }
    }

    private static string Comments(ServiceScene scene)
    {
        var number = int.Parse($"{scene.Issues.Single()!["number"]}", CultureInfo.InvariantCulture);
        return scene.Servers.GitHub.Comments("internetarchive", "openlibrary", number).ToJsonString();
    }

    private static void AllUntouched(ServiceScene scene) => Assert.Empty(scene.Fleet.Effects.All);
}
