using System.Text.Json.Nodes;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Workflows;

/// <summary>
/// A host that an aborted run left drained is seen at every door, keeps the next run from its work, and is returned by
/// a person once it is proved well, over the real service.
/// </summary>
[Finding("H30")]
public sealed class HostReturnTests
{
    private const string Decisions = "api/fleet/decisions";

    [Fact]
    public async Task It_is_told_everywhere_and_returned_once_its_questions_hold()
    {
        await using var scene = await LeftDrainedAsync();
        var (_, fleet) = await scene.Call(HttpMethod.Get, "api/fleet/", Token(scene));
        var away = Assert.Single(fleet!.AsArray());
        Assert.Equal(("ol-a", 1, "leave"), ((string)away!["host"]!, (int)away["run"]!, (string)away["step"]!));
        Assert.Contains("`olupgrade return ol-a` returns it", (string)away["sentence"]!, StringComparison.Ordinal);
        scene.Type("/upgrade status");
        await scene.Eyes.Whispered(ServiceScene.Mek, "`/upgrade return ol-a` returns it.");
        await StartAsync(scene, 2, "ol-b");
        await Eventually.True("a run that waits", async () => (await scene.Run(2)).Status == RunStatus.Paused);
        var (_, view) = await scene.Call(HttpMethod.Get, "api/runs/2", Token(scene));
        Assert.Contains("run 1 left it so (leave)", (string)view!["away"]![0]!, StringComparison.Ordinal);

        scene.Fleet["ol-a"].Services["nginx"] = false;
        var unwell = await scene.Call(HttpMethod.Post, Decisions, Token(scene), Return());
        Assert.Equal((409, "not-proved"), (unwell.Status, (string?)unwell.Body!["code"]));
        Assert.Contains("nginx", (string)unwell.Body["sentence"]!, StringComparison.Ordinal);
        scene.Fleet["ol-a"].Services["nginx"] = true;
        var done = await scene.Call(HttpMethod.Post, Decisions, Token(scene), Return());
        Assert.Equal(200, done.Status);
        Assert.Equal(
            "ol-a is healthy by 1 question and counts as in service again. Run 1 never carried out `come back`; "
                + "see to it that this was done: rm -f /etc/drained",
            (string?)done.Body!["sentence"]
        );
        await scene.Eyes.Said("ol-a: cdrini returned it to service. It is healthy by 1 question.");
        scene.Type("/upgrade resume 2");
        await Eventually.True("its end", async () => (await scene.Run(2)).Status == RunStatus.Succeeded);
        Assert.Empty((await scene.Call(HttpMethod.Get, "api/fleet/", Token(scene))).Body!.AsArray());
    }

    [Fact]
    public async Task In_Slack_the_answer_follows_and_by_hand_it_takes_a_reason_and_asks_nothing()
    {
        await using var scene = await LeftDrainedAsync();
        scene.Fleet["ol-a"].Services["nginx"] = false;
        scene.Type("/upgrade return ol-a");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Asking ol-a whether it is healthy.");
        await scene.Eyes.Whispered(ServiceScene.Mek, "ol-a stays out of service.");
        scene.Type("/upgrade return ol-a by-hand");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Say why you know that the host is well");
        scene.Type("/upgrade return ol-a by-hand it is switched off for good");
        await scene.Eyes.Whispered(ServiceScene.Mek, "ol-a counts as in service again, by your word.");
        await scene.Eyes.Said("(it is switched off for good). Nobody asked whether it is healthy.");
        scene.Type("/upgrade return ol-a");
        await scene.Eyes.Whispered(ServiceScene.Mek, "No run left ol-a out of service. No host is.");
        scene.Type("/upgrade return ol-b by-hand I looked");
        await scene.Eyes.Whispered(ServiceScene.Mek, "No run left ol-b out of service. No host is.");
        await Eventually.True("the ended run says so", async () => (await scene.Run()).ReturnedAt.ContainsKey("ol-a"));
    }

    /// <summary>A new one takes the place of the last.</summary>
    private static string Token(ServiceScene scene) => scene.TokenOf("cdrini");

    private static string Return() => new JsonObject { ["decision"] = "return", ["host"] = "ol-a" }.ToJsonString();

    /// <summary>Run 1 was aborted after ol-a was drained and its next step had failed.</summary>
    private static async Task<ServiceScene> LeftDrainedAsync()
    {
        var scene = await ServiceScene.StartAsync();
        scene.EditInventory(text =>
            text.Replace("192.0.2.1", $"192.0.2.1\n{Question}", StringComparison.Ordinal)
                .Replace("192.0.2.2", $"192.0.2.2\n{Question}", StringComparison.Ordinal)
        );
        scene.EditRunbook(text =>
            text.Replace("steps:\n", $"steps:\n{Drain}", StringComparison.Ordinal)
                .Replace("\nrollback:", $"\n{Back}rollback:", StringComparison.Ordinal)
        );
        foreach (var host in (string[])["ol-a", "ol-b"])
            scene.Fleet[host].Services["nginx"] = true;
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, 1, 1, TimeSpan.Zero, 3));
        await StartAsync(scene, 1, "ol-a");
        await Eventually.True("a failed step", async () => (await scene.Run()).Status == RunStatus.Paused);
        var abort = """{"decision":"abort","reason":"tomorrow"}""";
        Assert.Equal(
            200,
            (await scene.Call(HttpMethod.Post, "api/runs/1/decisions", scene.TokenOf("cdrini"), abort)).Status
        );
        await scene.Ended(RunStatus.Aborted);
        await scene.Eyes.Said("stays out of service, also for later runs, until `/upgrade return ol-a`");
        return scene;
    }

    private const string Question = "          olupgrade_health: [{unit: nginx}]";
    private const string Drain = "  - step: leave\n    drain: touch /etc/drained\n    timeout: 1m\n";
    private const string Back = "  - step: come back\n    return: rm -f /etc/drained\n    timeout: 1m\n";

    private static async Task StartAsync(ServiceScene scene, int run, string host)
    {
        var start = new JsonObject
        {
            ["runbook"] = "small",
            ["requestKey"] = $"key {run}",
            ["hosts"] = new JsonArray(host),
        };
        var answer = await scene.Call(HttpMethod.Post, "api/runs/", scene.TokenOf("mek"), start.ToJsonString());
        Assert.Equal((200, ""), (answer.Status, (string?)answer.Body!["sentence"] ?? ""));
        await Eventually.True("a plan", async () => (await scene.Run(run)).Status == RunStatus.AwaitingApproval);
        var approve = new JsonObject
        {
            ["decision"] = "approve",
            ["digest"] = (await scene.Run(run)).PlanDigest!.Value.Hex,
        };
        var said = await scene.Call(
            HttpMethod.Post,
            $"api/runs/{run}/decisions",
            scene.TokenOf("cdrini"),
            approve.ToJsonString()
        );
        Assert.Equal(200, said.Status);
    }
}
