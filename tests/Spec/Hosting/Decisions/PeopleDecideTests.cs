using System.Text.Json.Nodes;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.RealHost;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>What people choose when a run stopped, through each door, over the real service.</summary>
public sealed class PeopleDecideTests
{
    private const string Decide = "api/runs/1/decisions";

    [Fact]
    public async Task A_step_is_skipped_in_Slack_and_the_run_goes_on()
    {
        await using var scene = await Paused();
        scene.Type("/upgrade skip 1");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Say why: `/upgrade skip [RUN] [HOST] REASON…`.");
        Assert.Equal(RunStatus.Paused, (await scene.Run()).Status);
        scene.Type("/upgrade skip ol-a the mirror is gone");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Run 1: mek skipped ol-a: say it. It is in the journal.");
        await scene.Ended(RunStatus.Succeeded);
        await scene.Eyes.Said("Skipped: ol-a: say it.");
        scene.Type("/upgrade hold 1");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Run 1 has ended: all hosts are done.");
    }

    [Fact]
    public async Task A_host_is_excluded_through_the_API_and_an_older_view_is_refused()
    {
        await using var scene = await Paused();
        var (mek, drini) = (scene.TokenOf("mek"), scene.TokenOf("cdrini"));
        var (_, view) = await scene.Call(HttpMethod.Get, "api/runs/1", mek);
        var seen = (int)view!["version"]!;
        var exclude = new JsonObject
        {
            ["decision"] = "exclude",
            ["host"] = "ol-a",
            ["reason"] = "it burns",
            ["seen"] = seen,
        };
        Assert.Equal(200, (await scene.Call(HttpMethod.Post, Decide, drini, exclude.ToJsonString())).Status);
        var hold = new JsonObject { ["decision"] = "hold", ["seen"] = seen + 1000 };
        Assert.Equal(400, (await scene.Call(HttpMethod.Post, Decide, mek, hold.ToJsonString())).Status);
        await scene.Ended(RunStatus.Succeeded);
        var back = new JsonObject
        {
            ["decision"] = "rollback",
            ["target"] = "all",
            ["seen"] = seen,
        };
        var (status, refusal) = await scene.Call(HttpMethod.Post, Decide, mek, back.ToJsonString());
        Assert.Equal((409, "overtaken"), (status, (string?)refusal!["code"]));
        Assert.StartsWith("cdrini excluded ol-a at ", (string?)refusal["sentence"], StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.Events(), one => one.StartsWith("rollback", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_has_ended_is_rolled_back_when_it_is_named_and_somebody_else_agrees()
    {
        await using var scene = await Paused();
        scene.Type("/upgrade retry");
        await scene.Ended(RunStatus.Succeeded);
        Assert.Equal(
            (
                ExitCode.BadInput,
                "No run is open. For one that has ended, give its number: "
                    + "`olupgrade rollback [RUN] TARGET [--emergency] [--reason REASON]`."
            ),
            await Cli(scene, "rollback", "all")
        );
        var seen = $"{(await scene.Run()).Version}";
        Assert.Equal(
            (ExitCode.Done, "Run 1: rollback is in the journal."),
            await Cli(scene, "rollback", "1", "ol-b", "--reason", "it is slow", "--seen", seen)
        );
        const string question = "*Run 1: start the rollback of ol-b?*\ncdrini asked for it: it is slow.\n";
        await scene.Eyes.Said(question);
        var asked = (string)
            scene.Eyes.Messages.Single(message =>
                SlackEyes.Text(message).StartsWith(question, StringComparison.Ordinal)
            )["ts"]!;
        scene.React(ServiceScene.Drini, asked);
        await scene.Eyes.Said("cdrini asked for this rollback, so someone else has to approve it.");
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        scene.React(ServiceScene.Mek, asked);
        await scene.Ended(RunStatus.RolledBack);
        var run = await scene.Run();
        Assert.Equal(["ol-b"], run.RolledBackHosts.Keys);
        Assert.Equal(
            (ExitCode.Done, "Run 1: note is in the journal."),
            await Cli(scene, "note", "it was the fan", "1")
        );
        var (code, report) = await Cli(scene, "report", "1");
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("# Run 1: Something small, host by host", report, StringComparison.Ordinal);
        Assert.Contains("cdrini (cli): it was the fan", report, StringComparison.Ordinal);
        Assert.Contains("| ol-b | rest | mixed since ", report, StringComparison.Ordinal);
        var (_, json) = await Cli(scene, "report", "1", "--json");
        Assert.Equal("RolledBack", (string?)JsonNode.Parse(json)!["status"]);
        run = await scene.Run();
        var (_, status) = await Cli(scene, "status", "1");
        Assert.Contains($"  state {run.Version}\n", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_aborted_is_continued_by_a_new_one_with_an_approval_of_its_own()
    {
        await using var scene = await Paused();
        scene.Type("/upgrade start --continue 1");
        await scene.Eyes.Whispered(
            ServiceScene.Mek,
            "Run 1 has not ended, so its hosts are still its own. Wait for it, or abort it first."
        );
        scene.Type("/upgrade start --continue 9");
        await scene.Eyes.Whispered(ServiceScene.Mek, "There is no run 9.");
        Assert.Equal(
            (ExitCode.Done, "Run 1: abort is in the journal."),
            await Cli(scene, "abort", "1", "--reason", "the runbook is wrong")
        );
        Assert.Equal((ExitCode.Done, "2"), await Cli(scene, "start", "--continue", "1", "--hosts", "ol-b"));
        await Eventually.True("a question", async () => GateDecisions.Open(await scene.Run(2)) is not null);
        var run = await scene.Run(2);
        Assert.Equal(
            ("ol-b", 1, "cdrini"),
            (Assert.Single(run.Plan!.Hosts).Name, run.Plan.Continues, run.Requester!.Name)
        );
        Assert.Equal(1, scene.Eyes.Count("It continues run 1 with the hosts it left."));
        Assert.Equal(RunStatus.AwaitingApproval, run.Status);
    }

    [Fact]
    public async Task A_thumbs_down_to_a_rollback_leaves_the_run_where_it_was()
    {
        await using var scene = await Paused();
        Assert.Equal((ExitCode.Done, "Run 1: rollback is in the journal."), await Cli(scene, "rollback", "1", "all"));
        await scene.Eyes.Said("*Run 1: start the rollback of all?*");
        var asked = scene.Eyes.Messages.Single(message =>
            SlackEyes.Text(message).Contains("start the rollback", StringComparison.Ordinal)
        );
        scene.React(ServiceScene.Mek, (string)asked["ts"]!, "-1");
        await scene.Eyes.Said(
            "mek refused the rollback (a thumbs-down in Slack). Nothing was rolled back. "
                + "The run is on hold where it was"
        );
        Assert.Equal(RunStatus.Halted, (await scene.Run()).Status);
        // The question's own message is brought up to date too, and holds up nothing that is told behind it.
        await scene.Eyes.Said("This rollback is no longer planned.");
        scene.Type("/upgrade resume 1", ServiceScene.Mek);
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.DoesNotContain("a bug in OlUpgrade", scene.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rewind_on_the_header_asks_how_far_back_once_for_each_person_and_does_nothing_else()
    {
        await using var scene = await Paused();
        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        await scene.NotesSentAsync();
        var before = (await scene.Run()).Version;
        scene.React(ServiceScene.Mek, header, "rewind");
        const string question =
            "Roll back what? Type `/upgrade rollback 1 all`, or a host or a stage instead of `all`. "
            + "Changed so far, newest first: ol-a.";
        await scene.Eyes.Said(question);
        scene.Servers.Slack.Unreact(ServiceScene.Mek, SlackEyes.Channel, header, "rewind");
        scene.React(ServiceScene.Mek, header, "rewind");
        scene.React(ServiceScene.Drini, header, "rewind");
        await Eventually.True("a note for each of the two", () => scene.Eyes.Count(question) == 2);
        Assert.Equal(before, (await scene.Run()).Version);
        Assert.All(
            scene.Eyes.Messages.Where(message =>
                SlackEyes.Text(message).StartsWith("Roll back", StringComparison.Ordinal)
            ),
            message => Assert.Equal(header, (string?)message["thread_ts"])
        );
    }

    /// <summary>
    /// A run of which the first step on the first host has failed; mek asked for it, cdrini approved it in words.
    /// </summary>
    private static async Task<ServiceScene> Paused()
    {
        var scene = await ServiceScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        await Eventually.True("a question", async () => GateDecisions.Open(await scene.Run()) is not null);
        var code = (await scene.Run()).PlanDigest!.Value.Abbreviated;
        scene.Type($"/upgrade approve 1 {code}");
        await scene.Eyes.Whispered(ServiceScene.Mek, "mek started this run, so someone else has to approve it.");
        scene.Type($"/upgrade approve {code}", ServiceScene.Drini);
        await scene.Eyes.Whispered(ServiceScene.Drini, "Run 1: cdrini's `approve` is in the journal.");
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        return scene;
    }

    private static async Task<(int Code, string Output)> Cli(ServiceScene scene, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["OLUPGRADE_TOKEN"] = scene.TokenOf("cdrini"),
            ["OLUPGRADE_SERVER"] = $"{scene.Address}",
        };
        using var program = ProgramRun.Start(AppContext.BaseDirectory, environment, arguments);
        var (code, output) = await program.End();
        return (code, output.Trim());
    }
}
