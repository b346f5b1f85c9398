using System.Text.Json.Nodes;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>Buttons, forms and words to the app in the thread, over the real service and a real socket.</summary>
public sealed class SlackChoiceTests
{
    [Fact]
    public async Task A_run_is_approved_by_a_button_which_is_gone_then_and_the_message_says_who_it_was()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.Press(ServiceScene.Mek, question, "approve");
        await scene.Eyes.Whispered(ServiceScene.Mek, "mek started this run, so someone else has to approve it.");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        scene.Press(ServiceScene.Drini, question, "approve");
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Empty(Buttons(scene, question));
        Assert.Contains("Approved by cdrini at ", Blocks(scene, question), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_by_the_form_ends_the_run_with_its_reason()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.Press(ServiceScene.Drini, question, "refuse");
        await scene.Send(ServiceScene.Drini, ("reason", "not tonight"));
        await scene.Ended(RunStatus.Refused);
        await scene.Eyes.Said("cdrini refused the plan (not tonight). The run has ended.");
        await scene.NotesSentAsync();
        Assert.Empty(Buttons(scene, question));
    }

    [Fact]
    public async Task A_failure_is_decided_by_the_buttons_of_the_header_and_they_go_when_it_is_decided()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        await Eventually.True("buttons", () => Buttons(scene, header).Count > 0);
        Assert.Equal(["resume", "retry", "skip", "exclude", "rollback", "abort"], Buttons(scene, header));
        scene.Press(ServiceScene.Mek, header, "skip");
        var lacking = await Assert.ThrowsAsync<ArgumentException>(() => scene.Send(ServiceScene.Mek, ("reason", "")));
        Assert.Contains("complete this required field", lacking.Message, StringComparison.Ordinal);
        await scene.Send(ServiceScene.Mek, ("reason", "the mirror is gone"));
        await scene.Ended(RunStatus.Succeeded);
        await scene.Eyes.Said("Skipped: ol-a: say it.");
        await scene.NotesSentAsync();
        Assert.Empty(Buttons(scene, header));
    }

    /// <summary>Two people press in the same moment: the buttons show the state that both saw.</summary>
    [Fact]
    [Fault(23)]
    public async Task Of_two_conflicting_presses_the_second_is_told_who_did_what()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        await Eventually.True("buttons", () => Buttons(scene, header).Count > 0);
        scene.Press(ServiceScene.Drini, header, "rollback");
        await Eventually.True("a form", () => scene.Servers.Slack.Forms(ServiceScene.Drini).Count == 1);
        scene.Press(ServiceScene.Mek, header, "retry");
        await scene.Happened("step-resumed");
        await scene.Send(ServiceScene.Drini, ("target", "all"));
        await scene.Eyes.Whispered(ServiceScene.Drini, "mek resumed ol-a: say it at ");
        await scene.Ended(RunStatus.Succeeded);
        Assert.DoesNotContain(await scene.Events(), one => one.StartsWith("rollback-asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_neither_listed_nor_in_the_user_group_has_no_say()
    {
        await using var scene = await ServiceScene.StartAsync(
            groups: [new() { Slack = "S0STAFF", Roles = ["operator", "approver"] }]
        );
        scene.Type("/upgrade start small", "U0RAJ");
        await scene.Eyes.Whispered("U0RAJ", "raj is not an operator");
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.React("U0RAJ", question);
        await scene.Eyes.Said("raj is not listed as an approver.");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
    }

    [Fact]
    public async Task A_member_of_the_user_group_has_its_roles()
    {
        await using var scene = await ServiceScene.StartAsync(
            groups: [new() { Slack = "S0STAFF", Roles = ["operator", "approver"] }]
        );
        scene.Servers.Slack.SetGroup("S0STAFF", "U0RAJ", isIn: true);
        scene.Type("/upgrade start small", "U0RAJ");
        var question = await scene.Eyes.Question();
        scene.React("U0RAJ", question);
        await scene.Eyes.Said("raj started this run, so someone else has to approve it.");
        scene.Servers.Slack.Deactivate("U0RAJ");
        Assert.Throws<ArgumentException>(() => scene.React("U0RAJ", question, "eyes"));
        scene.React(ServiceScene.Drini, question);
        await scene.Ended(RunStatus.Succeeded);
        Assert.Equal("raj", (await scene.Run()).Requester!.Name);
    }

    [Fact]
    [Fault(10)]
    [Finding("A4")]
    public async Task Whoever_left_the_staff_between_the_approval_and_the_first_effect_has_not_approved()
    {
        await using var scene = await ServiceScene.StartAsync(needs: 2);
        scene.Type("/upgrade start small", ServiceScene.Jim);
        var question = await scene.Eyes.Question();
        scene.React(ServiceScene.Drini, question);
        await scene.Happened("approval-given");
        scene.Servers.Slack.Deactivate(ServiceScene.Drini);
        scene.React(ServiceScene.Mek, question);
        await scene.Happened("approval-voided");
        await scene.Eyes.Said(
            "cdrini's approval of the plan no longer counts: cdrini is no longer an active approver."
        );
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    [Fault(9)]
    public async Task A_runbook_that_was_changed_after_the_approval_stops_before_the_first_effect_with_the_difference()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.EditRunbook(text => text.Replace("echo \"$word\"", "echo \"$word\" twice", StringComparison.Ordinal));
        scene.React(ServiceScene.Drini, question);
        await scene.Eyes.Said("small.yaml has changed since the plan was made:");
        await scene.Eyes.Said("+ run: echo \"$word\" twice");
        Assert.Equal(RunStatus.Paused, (await scene.Run()).Status);
        Assert.Empty(scene.Fleet.Effects.All);
        scene.Type("/upgrade skip 1 the old one is meant");
        await scene.Eyes.Whispered(ServiceScene.Mek, "mek started this run, so someone else has to confirm");
        scene.Type("/upgrade skip 1 the old one is meant", ServiceScene.Drini);
        await scene.Ended(RunStatus.Succeeded);
    }

    [Fact]
    [Fault(2)]
    public async Task A_second_start_of_the_same_hosts_is_answered_with_the_way_to_the_open_run()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        scene.Type("/upgrade start small", ServiceScene.Drini);
        await scene.Eyes.Whispered(ServiceScene.Drini, "ol-a is in run 1, which is already open.");
        await scene.Eyes.Whispered(ServiceScene.Drini, "|Its thread>");
        Assert.Single(scene.Issues);
    }

    [Fact]
    public async Task Runbooks_are_listed_and_planned_without_starting_anything()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade list", ServiceScene.Jim);
        await scene.Eyes.Whispered(ServiceScene.Jim, "`small`: Something small, host by host. ol-a, ol-b");
        scene.Type("/upgrade plan small word=moin", ServiceScene.Jim);
        await scene.Eyes.Whispered(ServiceScene.Jim, "word='moin'");
        Assert.Empty(scene.Issues);
    }

    [Fact]
    [Fault(7)]
    public async Task A_thumbs_up_on_another_message_of_the_run_does_not_count_and_is_told_once_which_one_does()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        scene.React(ServiceScene.Drini, header);
        await scene.Eyes.Whispered(ServiceScene.Drini, "That does not count: run 1 waits for an answer to <");
        scene.Servers.Slack.Unreact(ServiceScene.Drini, SlackEyes.Channel, header, "+1");
        scene.React(ServiceScene.Drini, header);
        scene.Type("/upgrade abort 1");
        await scene.Ended(RunStatus.Aborted);
        Assert.Single(scene.Servers.Slack.Ephemerals(ServiceScene.Drini), text =>
            text.StartsWith("That does not count", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
    }

    [Fact]
    [Fault(10)]
    public async Task A_late_thumbs_up_is_answered_politely_and_changes_nothing()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.Type("/upgrade abort 1 racks move");
        await scene.Ended(RunStatus.Aborted);
        scene.React(ServiceScene.Drini, question);
        await scene.Eyes.Whispered(
            ServiceScene.Drini,
            "That does not count: run 1 has ended (aborted by mek (racks move))."
        );
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    public async Task A_run_that_went_wrong_leaves_one_draft_of_a_post_mortem_linked_both_ways()
    {
        await using var scene = await Paused();
        scene.Servers.GitHub.Outages.LoseNextAnswer("POST /api/v3/repos/internetarchive/openlibrary/issues");
        scene.Type("/upgrade abort 1 racks move");
        await scene.Ended(RunStatus.Aborted);
        await scene.NotesSentAsync();
        Assert.Equal(2, scene.Issues.Count);
        var (tracking, draft) = (
            scene.Issues.Single(issue =>
                ((string)issue!["title"]!).StartsWith("Something small", StringComparison.Ordinal)
            )!,
            scene.Issues.Single(issue =>
                ((string)issue!["title"]!).StartsWith("Post-mortem: ", StringComparison.Ordinal)
            )!
        );
        var body = (string)draft["body"]!;
        Assert.Contains($"Tracking issue: {tracking["html_url"]}", body, StringComparison.Ordinal);
        Assert.Contains("ol-a: say it: ", body, StringComparison.Ordinal);
        Assert.Contains("mek started the run", body, StringComparison.Ordinal);
        Assert.Equal("open", (string?)draft["state"]);
        Assert.Contains("Type: Post-Mortem", draft["labels"]!.ToJsonString(), StringComparison.Ordinal);
        var comments = scene
            .Servers.GitHub.Comments("internetarchive", "openlibrary", (int)tracking["number"]!)
            .ToJsonString();
        Assert.Contains($"Draft post-mortem: {draft["html_url"]}", comments, StringComparison.Ordinal);
    }

    /// <summary>A run of which the first step on the first host has failed.</summary>
    internal static async Task<ServiceScene> Paused()
    {
        var scene = await ServiceScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        scene.Press(ServiceScene.Drini, await scene.Eyes.Question(), "approve");
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        return scene;
    }

    private static JsonNode Message(ServiceScene scene, string ts) =>
        scene.Eyes.Messages.Single(message => (string?)message["ts"] == ts);

    private static string Blocks(ServiceScene scene, string ts) => Message(scene, ts)["blocks"]?.ToJsonString() ?? "";

    private static List<string> Buttons(ServiceScene scene, string ts) =>
        [
            .. (Message(scene, ts)["blocks"] as JsonArray ?? [])
                .Where(block => (string?)block!["type"] == "actions")
                .SelectMany(block => (JsonArray)block!["elements"]!)
                .Select(button => (string)button!["action_id"]!),
        ];
}
