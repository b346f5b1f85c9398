using OlUpgrade.Execution;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Hosting.People;

/// <summary>Who may act, at every door of the running service, while Slack changes its mind or is silent.</summary>
public sealed class StaffTests
{
    private const string Raj = "U0RAJ";

    [Fact]
    [Finding("A1")]
    public async Task A_group_member_who_was_renamed_is_still_the_requester()
    {
        var group = new GroupSettings { Slack = "S0STAFF", Roles = ["operator", "approver"] };
        await using var scene = await ServiceScene.StartAsync(groups: [group]);
        scene.Servers.Slack.SetGroup("S0STAFF", Raj, isIn: true);
        scene.Type("/upgrade start small", Raj);
        var question = await scene.Eyes.Question();
        scene.Servers.Slack.Rename(Raj, "somebody-else");
        await scene.StopServiceAsync();
        await scene.StartServiceAsync();
        scene.React(Raj, question);
        await scene.Eyes.Said("somebody-else started this run, so someone else has to approve it.");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    [Finding("A3")]
    public async Task Whoever_was_deactivated_in_Slack_has_lost_the_command_line_too()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = scene.TokenOf("cdrini");
        scene.Servers.Slack.Deactivate(ServiceScene.Drini);
        var answer = await scene.Call(HttpMethod.Get, "api/runs/", token);
        Assert.Equal((403, "not-staff"), (answer.Status, (string?)answer.Body!["code"]));
        Assert.Equal(403, (await scene.Call(HttpMethod.Post, "api/runs/", token, Start)).Status);
        Assert.Equal(200, (await scene.Call(HttpMethod.Get, "api/runs/", scene.TokenOf("viv"))).Status);
        Assert.Empty(await scene.Events());
    }

    [Fact]
    [Finding("A4")]
    public async Task An_approver_who_left_while_the_first_stage_ran_allows_no_second_one()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        scene.Servers.Slack.Deactivate(ServiceScene.Drini);
        scene.Type("/upgrade retry 1");
        await scene.Happened("approval-voided");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.DoesNotContain(scene.Fleet.Effects.All, effect => effect.Host == "ol-b");
        scene.React(ServiceScene.Jim, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
    }

    [Fact]
    [Finding("A14")]
    public async Task While_Slack_is_silent_listed_people_may_stop_work_and_nothing_else()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        scene.Servers.Slack.Outages.FailNext("users.info", 503, times: 1_000);
        var token = scene.TokenOf("jim");
        var resumed = await Decide(scene, token, "resume");
        Assert.Equal((503, "staff-unknown"), (resumed.Status, resumed.Code));
        var all = await scene.Call(HttpMethod.Post, "api/runs/decisions", token, """{"decision":"hold"}""");
        Assert.Equal((200, "[1]"), (all.Status, all.Body!["held"]!.ToJsonString()));
        Assert.Equal(200, (await Decide(scene, token, "abort")).Status);
        await scene.Ended(RunStatus.Aborted);
    }

    [Fact]
    [Finding("A14")]
    public async Task A_Slack_that_never_answers_who_somebody_is_delays_no_abort()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        scene.Servers.Slack.Outages.HoldNextAnswer("users.info", times: 1_000);
        Assert.Equal(503, (await Decide(scene, scene.TokenOf("jim"), "resume")).Status);
        scene.Type("/upgrade hold all smoke", ServiceScene.Drini);
        await scene.Happened("run-halted");
        scene.Type("/upgrade abort 1 enough", ServiceScene.Drini);
        await scene.Ended(RunStatus.Aborted);
    }

    [Fact]
    [Finding("A3")]
    public async Task While_Slack_is_silent_nobody_makes_a_backup()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Servers.Slack.Outages.FailNext("users.info", 503, times: 1_000);
        var file = Path.Combine(scene.Data, "..", "saved.db");
        var json = $$"""{"file":"{{file}}"}""";
        var answer = await scene.Call(HttpMethod.Post, "api/backups/", scene.TokenOf("mek"), json);
        Assert.Equal((503, "staff-unknown"), (answer.Status, (string?)answer.Body!["code"]));
        Assert.False(File.Exists(file));
    }

    [Fact]
    [Finding("S13")]
    public async Task An_approvers_own_thumbs_up_that_opens_the_gate_is_not_called_void()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.React(ServiceScene.Drini, question);
        await scene.Ended(RunStatus.Succeeded);
        // Another shape of the same thumb is heard after the gate has opened; a stranger's shows when it was handled.
        scene.React(ServiceScene.Drini, question, "+1::skin-tone-3");
        scene.React(ServiceScene.Jim, question);
        await scene.Eyes.Whispered(ServiceScene.Jim, "That does not count");
        Assert.DoesNotContain(scene.Servers.Slack.Ephemerals(ServiceScene.Drini), text =>
            text.Contains("That does not count", StringComparison.Ordinal)
        );
    }

    [Fact]
    [Finding("A15")]
    public async Task Guests_and_outsiders_see_the_state_and_no_plan()
    {
        await using var scene = await ServiceScene.StartAsync();
        foreach (var user in (string[])["U0GUEST", "U0OUTSIDER"])
        {
            scene.Type("/upgrade plan small", user);
            await scene.Eyes.Whispered(user, "Runbooks and plans are shown to people with a role");
            scene.Type("/upgrade status", user);
            await scene.Eyes.Whispered(user, "No run is open.");
            Assert.DoesNotContain(scene.Servers.Slack.Ephemerals(user), text =>
                text.Contains("echo", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    [Finding("S10")]
    public async Task A_reaction_that_was_taken_back_while_the_service_was_away_does_not_count()
    {
        await using var scene = await ServiceScene.StartAsync(needs: 2);
        scene.Type("/upgrade start small", ServiceScene.Jim);
        var question = await scene.Eyes.Question();
        scene.React(ServiceScene.Drini, question);
        await scene.Happened("approval-given");
        await scene.StopServiceAsync();
        scene.Servers.Slack.Unreact(ServiceScene.Drini, SlackEyes.Channel, question, "+1");
        await scene.StartServiceAsync();
        await scene.Happened("approval-withdrawn");
        scene.React(ServiceScene.Mek, question);
        await scene.Eyes.Said("mek approved the plan");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.Equal(0, scene.Eyes.Count("That does not count"));
    }

    [Fact]
    [Finding("S10")]
    public async Task A_reaction_that_opened_its_gate_and_was_taken_back_while_the_service_was_away_does_not_count()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        var run = await scene.Run();
        await scene.StopServiceAsync();
        // The service was killed right after it had recorded the reaction, which is not there any more.
        await ApproveAsync(scene, run, Drini(run));
        await scene.StartServiceAsync();
        await scene.Happened("approval-voided");
        await scene.Eyes.Said("cdrini has taken back the reaction that approved this.");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.Empty(scene.Fleet.Effects.All);
        scene.React(ServiceScene.Jim, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
    }

    [Fact]
    [Finding("S10")]
    public async Task A_reaction_that_opened_its_gate_and_is_still_there_counts()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        var run = await scene.Run();
        await scene.StopServiceAsync();
        scene.React(ServiceScene.Drini, question, "+1::skin-tone-3");
        await ApproveAsync(scene, run, Drini(run));
        await scene.StartServiceAsync();
        await scene.Ended(RunStatus.Succeeded);
    }

    /// <summary>The approver as the service knows them: with the requester's team.</summary>
    private static Person Drini(Run run)
    {
        var mine = AccountsOf.SlackUsers(run.Requester!).Single();
        var account = run.Requester!.Accounts!.Single(one => one.StartsWith("slack:", StringComparison.Ordinal));
        var slack = account.Replace(mine, ServiceScene.Drini, StringComparison.Ordinal);
        return new("cdrini", [Role.Approver], [slack, "listed:cdrini"]);
    }

    private static async Task ApproveAsync(ServiceScene scene, Run run, Person by)
    {
        var go = TestContext.Current.CancellationToken;
        using var journal = new SqlJournal(
            await SqliteDatabase.OpenAsync(Path.Combine(scene.Data, DataFolder.JournalFile), go)
        );
        var recorder = new Recorder(journal, TimeProvider.System);
        var command = new PersonsCommand.Approve(run.CurrentGate!.Name, run.PlanDigest, by) { IsReaction = true };
        Assert.True((await recorder.RecordAsync(run.Id, command with { Door = Door.Slack }, null, go)).IsChanged);
    }

    private static string Start => """{"runbook":"small","requestKey":"k"}""";

    private static async Task<(int Status, string? Code)> Decide(ServiceScene scene, string token, string decision)
    {
        var json = $$"""{"decision":"{{decision}}","reason":"so"}""";
        var answer = await scene.Call(HttpMethod.Post, "api/runs/1/decisions", token, json);
        return (answer.Status, (string?)answer.Body?["code"]);
    }
}
