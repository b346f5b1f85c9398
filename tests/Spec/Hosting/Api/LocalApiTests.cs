using System.Text.Json.Nodes;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>The local API in raw JSON, as the command line uses it.</summary>
public sealed class LocalApiTests
{
    private const string Runs = "api/runs/";

    [Fact]
    public async Task Without_a_known_token_there_is_no_answer()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.TokenOf("mek");
        foreach (var token in (string?[])[null, "", "olu_wrong", scene.TokenOf("stranger")])
        {
            foreach (var path in (string[])[Runs, "api/runs/1", "api/runs/1/journal"])
                Assert.Equal((401, "no-token"), Said(await scene.Call(HttpMethod.Get, path, token)));
            Assert.Equal((401, "no-token"), Said(await scene.Call(HttpMethod.Post, Runs, token, Start("a"))));
            Assert.Equal(
                (401, "no-token"),
                Said(await scene.Call(HttpMethod.Post, "api/runs/1/decisions", token, """{"decision":"abort"}"""))
            );
        }

        Assert.Empty(await scene.Events());
    }

    [Fact]
    public async Task The_requester_cannot_approve_and_somebody_else_must_name_the_plan_that_was_seen()
    {
        await using var scene = await ServiceScene.StartAsync();
        var (mek, drini) = (scene.TokenOf("mek"), scene.TokenOf("cdrini"));
        var digest = await Waiting(scene, mek);
        Assert.Equal((409, "requester"), Said(await Decide(scene, mek, "approve", digest)));
        Assert.Equal((400, "bad-input"), Said(await Decide(scene, drini, "approve")));
        Assert.Equal((400, "bad-input"), Said(await Decide(scene, drini, "approve", digest[..11])));
        Assert.Equal((409, "plan-changed"), Said(await Decide(scene, drini, "approve", "0123456789abcdef")));
        Assert.Empty(scene.Fleet.Effects.All);
        Assert.Equal(200, (await Decide(scene, drini, "approve", digest[..12])).Status);
        await scene.Ended(RunStatus.Succeeded);
        Assert.Equal((409, "finished"), Said(await Decide(scene, drini, "abort")));
    }

    [Theory]
    [InlineData("refuse", RunStatus.Refused)]
    [InlineData("abort", RunStatus.Aborted)]
    public async Task A_run_is_ended_with_a_reason(string decision, RunStatus status)
    {
        await using var scene = await ServiceScene.StartAsync();
        await Waiting(scene, scene.TokenOf("mek"));
        var json = $$"""{"decision":"{{decision}}","reason":"the racks are being moved"}""";
        Assert.Equal(
            200,
            (await scene.Call(HttpMethod.Post, "api/runs/1/decisions", scene.TokenOf("cdrini"), json)).Status
        );
        await scene.Ended(status);
        await scene.Eyes.Said("(the racks are being moved)");
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    public async Task A_run_is_told_with_its_hosts_and_its_journal()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = scene.TokenOf("mek");
        var digest = await Waiting(scene, token);
        var (_, run) = await scene.Call(HttpMethod.Get, "api/runs/1", token);
        Assert.Equal(
            ("small", "mek", digest),
            ((string?)run!["runbook"], (string?)run["requester"], (string?)run["planDigest"])
        );
        Assert.Equal(["ol-a", "ol-b"], run["hosts"]!.AsArray().Select(host => (string?)host!["host"]));
        Assert.Equal("approval of the plan", (string?)run["waitsFor"]);
        var (_, journal) = await scene.Call(HttpMethod.Get, "api/runs/1/journal", token);
        Assert.Equal("run-requested", (string?)journal![0]!["event"]);
        Assert.Equal(
            Enumerable.Range(1, journal.AsArray().Count),
            journal.AsArray().Select(entry => (int)entry!["version"]!)
        );
        Assert.Single((await scene.Call(HttpMethod.Get, "api/runs/?open=true", token)).Body!.AsArray());
    }

    [Fact]
    public async Task A_journal_is_read_on_from_where_it_was_and_waited_for()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = scene.TokenOf("mek");
        var digest = await Waiting(scene, token);
        var known = (await scene.Run()).Version;
        Assert.Empty((await scene.Call(HttpMethod.Get, $"api/runs/1/journal?after={known}", token)).Body!.AsArray());
        var news = scene.Call(HttpMethod.Get, $"api/runs/1/journal?after={known}&wait=30", token);
        Assert.Equal(200, (await Decide(scene, scene.TokenOf("cdrini"), "approve", digest)).Status);
        var first = (await news).Body![0]!;
        Assert.Equal((known + 1, "approval-given"), ((int)first["version"]!, (string?)first["event"]));
        await scene.Ended(RunStatus.Succeeded);
        foreach (var wrong in (string[])["after=-1", "after=100000", "after=one", "wait=soon"])
            Assert.Equal(400, (await scene.Call(HttpMethod.Get, $"api/runs/1/journal?{wrong}", token)).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = scene.TokenOf("mek");
        Assert.Equal((404, "no-run"), Said(await scene.Call(HttpMethod.Get, "api/runs/7", token)));
        Assert.Equal((404, "no-run"), Said(await scene.Call(HttpMethod.Get, "api/runs/7/journal", token)));
        Assert.Equal(
            (404, "no-run"),
            Said(await scene.Call(HttpMethod.Post, "api/runs/7/decisions", token, """{"decision":"abort"}"""))
        );
        Assert.Equal(
            (400, "bad-input"),
            Said(await scene.Call(HttpMethod.Post, Runs, token, """{"runbook":"gone","requestKey":"a"}"""))
        );
        Assert.Equal(
            (400, "bad-input"),
            Said(await scene.Call(HttpMethod.Post, Runs, token, """{"runbook":"small"}"""))
        );
        Assert.Empty(await scene.Events());
    }

    [Fact]
    public async Task The_same_request_opens_one_run_and_a_host_is_in_one_run_at_a_time()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = scene.TokenOf("mek");
        var first = await scene.Call(HttpMethod.Post, Runs, token, Start("a"));
        Assert.Equal((200, 1), (first.Status, (int)first.Body!["run"]!));
        Assert.Equal(1, (int)(await scene.Call(HttpMethod.Post, Runs, token, Start("a"))).Body!["run"]!);
        var second = await scene.Call(HttpMethod.Post, Runs, token, Start("b"));
        Assert.Equal((409, "host-taken"), Said(second));
        Assert.Contains("in run 1", (string?)second.Body!["sentence"], StringComparison.Ordinal);
        Assert.Single((await scene.Call(HttpMethod.Get, Runs, token)).Body!.AsArray());
    }

    [Fact]
    public async Task Who_is_no_operator_starts_nothing()
    {
        await using var scene = await ServiceScene.StartAsync();
        var (status, _) = Said(await scene.Call(HttpMethod.Post, Runs, scene.TokenOf("viv"), Start("a")));
        Assert.Equal(409, status);
        Assert.Empty(await scene.Events());
    }

    private static string Start(string key) => $$"""{"runbook":"small","requestKey":"{{key}}"}""";

    private static (int Status, string? Code) Said((int Status, JsonNode? Body) answer) =>
        (answer.Status, (string?)answer.Body?["code"]);

    private static Task<(int Status, JsonNode? Body)> Decide(
        ServiceScene scene,
        string token,
        string decision,
        string? digest = null
    ) =>
        scene.Call(
            HttpMethod.Post,
            "api/runs/1/decisions",
            token,
            new JsonObject { ["decision"] = decision, ["digest"] = digest }.ToJsonString()
        );

    /// <summary>Starts a run and waits until it asks for approval. Returns the digest of its plan.</summary>
    private static async Task<string> Waiting(ServiceScene scene, string token)
    {
        Assert.Equal(200, (await scene.Call(HttpMethod.Post, Runs, token, Start("a"))).Status);
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        return (await scene.Run()).PlanDigest!.Value.Hex;
    }
}
