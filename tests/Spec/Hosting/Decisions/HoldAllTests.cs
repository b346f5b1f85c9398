using System.Text.Json.Nodes;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Spec.RealHost;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>Two open runs are put on hold at once, through each door of the real service.</summary>
public sealed class HoldAllTests
{
    private const string Raj = "U0RAJ";
    private const string All = "api/runs/decisions";
    private const string Later = "Runs that start later are not on hold.";

    [Fact]
    public async Task In_Slack_with_a_note_in_each_thread_and_resume_is_of_one_run()
    {
        await using var scene = await TwoOpen();
        scene.Type("/upgrade hold all smoke in the rack", ServiceScene.Jim);
        await scene.Eyes.Whispered(ServiceScene.Jim, $"Put on hold: runs 1, 2.\n{Later} `/upgrade resume 1` ");
        await Eventually.True("a note for each run", () => scene.Eyes.Count("jim put the run on hold") == 2);
        scene.Type("/upgrade resume 2", ServiceScene.Jim);
        await Status(scene, 2, RunStatus.AwaitingApproval);
        await Status(scene, 1, RunStatus.Halted);
        scene.Type("/upgrade hold all");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Put on hold: run 2.\nOn hold already: run 1.");
        Assert.Single(await scene.Events(1), one => one.StartsWith("run-halted", StringComparison.Ordinal));
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    public async Task Who_is_only_in_a_Slack_group_is_refused_even_as_an_operator()
    {
        var group = new GroupSettings { Slack = "S0STAFF", Roles = ["operator", "approver"] };
        await using var scene = await TwoOpen(group);
        scene.Servers.Slack.SetGroup("S0STAFF", Raj, isIn: true);
        scene.Type("/upgrade hold all", Raj);
        await scene.Eyes.Whispered(Raj, "raj is not listed in OlUpgrade's settings.");
        scene.Type("/upgrade hold all", "U0GUEST");
        await scene.Eyes.Whispered("U0GUEST", "guest is not listed in OlUpgrade's settings.");
        await NothingIsHeld(scene);
    }

    [Fact]
    public async Task A_mention_in_the_thread_of_one_run_is_of_all_of_them_and_answered_once()
    {
        await using var scene = await TwoOpen();
        var header = (await scene.Run(2)).Evidence(BuiltInSteps.Header)!["ts"];
        scene.Say(ServiceScene.Drini, "@olupgrade hold all smoke", header);
        await scene.Eyes.Said("Put on hold: runs 1, 2.");
        await Status(scene, 1, RunStatus.Halted);
        await Status(scene, 2, RunStatus.Halted);
        await scene.StopServiceAsync();
        await scene.StartServiceAsync();
        await scene.NotesSentAsync();
        Assert.Equal(1, scene.Eyes.Count("Put on hold: runs 1, 2."));
    }

    [Fact]
    public async Task On_the_command_line_by_a_viewer_who_may_not_hold_a_single_run()
    {
        await using var scene = await TwoOpen();
        Assert.Equal((ExitCode.Failed, "viv is not an operator."), await Cli(scene, "hold", "1"));
        Assert.Equal((ExitCode.BadInput, "Say one of 1 and --all, not both."), await Cli(scene, "hold", "1", "--all"));
        await NothingIsHeld(scene);
        var (code, output) = await Cli(scene, "hold", "--all", "--reason", "smoke");
        Assert.Equal(
            (ExitCode.Done, $"Put on hold: runs 1, 2.\n{Later} `olupgrade resume 1` continues one."),
            (code, output)
        );
        await Status(scene, 2, RunStatus.Halted);
        Assert.Equal((ExitCode.Failed, "viv is not an operator."), await Cli(scene, "resume", "1"));
    }

    [Fact]
    public async Task Through_the_API_while_Slack_is_silent_and_nothing_else_is_of_all_runs()
    {
        await using var scene = await TwoOpen();
        scene.Servers.Slack.Outages.FailNext("users.info", 503, times: 1_000);
        var jim = scene.TokenOf("jim");
        foreach (var other in (string[])["resume", "abort", "hlod"])
            Assert.Equal(400, (await Post(scene, jim, other)).Status);
        Assert.Equal(401, (await Post(scene, token: null, "hold")).Status);
        await NothingIsHeld(scene);
        var (status, body) = await Post(scene, jim, "hold");
        Assert.Equal(200, status);
        Assert.Equal(
            ("[1,2]", "[]", "[]"),
            (body!["held"]!.ToJsonString(), body["heldAlready"]!.ToJsonString(), body["notHeld"]!.ToJsonString())
        );
        Assert.Equal("[1,2]", (await Post(scene, jim, "hold")).Body!["heldAlready"]!.ToJsonString());
        await Status(scene, 2, RunStatus.Halted);
    }

    [Fact]
    public async Task With_no_open_run_it_says_so()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade hold all");
        await scene.Eyes.Whispered(ServiceScene.Mek, "No run is open.");
        Assert.Equal((ExitCode.Done, "No run is open."), await Cli(scene, "hold", "--all"));
    }

    private static async Task<ServiceScene> TwoOpen(params GroupSettings[] groups)
    {
        var scene = await ServiceScene.StartAsync(groups: groups);
        foreach (var (host, run) in ((string, int)[])[("ol-a", 1), ("ol-b", 2)])
        {
            scene.Type($"/upgrade start small --hosts {host}");
            await Status(scene, run, RunStatus.AwaitingApproval);
        }

        return scene;
    }

    private static Task Status(ServiceScene scene, int run, RunStatus status) =>
        Eventually.True($"run {run} as {status}", async () => (await scene.Run(run)).Status == status);

    private static async Task NothingIsHeld(ServiceScene scene)
    {
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run(1)).Status);
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run(2)).Status);
    }

    private static Task<(int Status, JsonNode? Body)> Post(ServiceScene scene, string? token, string decision) =>
        scene.Call(HttpMethod.Post, All, token, $$"""{"decision":"{{decision}}"}""");

    private static async Task<(int Code, string Output)> Cli(ServiceScene scene, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["OLUPGRADE_TOKEN"] = scene.TokenOf("viv"),
            ["OLUPGRADE_SERVER"] = $"{scene.Address}",
        };
        using var program = ProgramRun.Start(AppContext.BaseDirectory, environment, arguments);
        var (code, output) = await program.End();
        return (code, output.Trim());
    }
}
