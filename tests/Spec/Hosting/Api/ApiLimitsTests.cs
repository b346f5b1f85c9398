using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>What a caller cannot do to the service: over a real connection to the real service.</summary>
public sealed class ApiLimitsTests
{
    private const string Runs = "api/runs/";
    private const string Decisions = "api/runs/1/decisions";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Length: 24000000")]
    [InlineData("Transfer-Encoding: chunked")]
    [Finding("A12")]
    public async Task Without_a_token_the_answer_comes_before_the_body_is_read(string length)
    {
        await using var scene = await ServiceScene.StartAsync();
        using var caller = await Connected(scene);
        // Nothing of the body is ever sent: a service that wanted to read it would wait for it.
        Assert.StartsWith("HTTP/1.1 401 ", await Answered(caller, Head(length)), StringComparison.Ordinal);
    }

    [Fact]
    [Finding("A12")]
    public async Task With_a_token_a_body_over_the_limit_is_refused_by_its_announced_length()
    {
        await using var scene = await ServiceScene.StartAsync();
        using var caller = await Connected(scene);
        var head = Head($"Content-Length: {ApiLimits.MaxBody + 1}", scene.TokenOf("mek"));
        var answer = await Answered(caller, head);
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("A12")]
    public async Task A_body_over_the_limit_is_refused_even_if_it_does_not_announce_its_length()
    {
        await using var scene = await ServiceScene.StartAsync();
        using var caller = await Connected(scene);
        var head = Head("Transfer-Encoding: chunked", scene.TokenOf("mek"));
        var body = $"{ApiLimits.MaxBody:x}\r\n{new string(' ', ApiLimits.MaxBody)}\r\n10\r\n";
        Assert.StartsWith("HTTP/1.1 413 ", await Answered(caller, head + body), StringComparison.Ordinal);
        Assert.Empty(await scene.Events());
    }

    [Fact]
    [Finding("A13")]
    public async Task A_note_over_the_limit_is_not_taken_and_one_at_the_limit_is()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = await Waiting(scene);
        var viewer = scene.TokenOf("viv");
        var (status, body) = await Note(scene, viewer, "a", WordLimits.MaxText + 1);
        Assert.Equal(400, status);
        Assert.StartsWith("That has 4,001 characters; at most 4,000 are taken.", (string?)body!["sentence"]);
        var before = (await scene.Events()).Count;
        Assert.Equal(200, (await Note(scene, token, "b", WordLimits.MaxText)).Status);
        Assert.Equal(before + 1, (await scene.Events()).Count);
    }

    [Fact]
    [Finding("A13")]
    public async Task What_stops_work_is_taken_however_long_its_reason_is()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = await Waiting(scene);
        Assert.Equal(200, (await Decide(scene, token, "hold", new string('x', 30_000))).Status);
        var held = Assert.Single(await scene.Events(), one => one.StartsWith("run-halted", StringComparison.Ordinal));
        Assert.InRange(held.Length, WordLimits.MaxText, WordLimits.MaxText + 500);
    }

    [Theory]
    [InlineData("parameters")]
    [InlineData("value")]
    [InlineData("host")]
    [InlineData("key")]
    [Finding("A13")]
    public async Task A_request_to_start_a_run_has_limits_for_each_of_its_words(string what)
    {
        await using var scene = await ServiceScene.StartAsync();
        var parameters = new JsonObject();
        for (var number = 0; number <= WordLimits.MaxParameters && what == "parameters"; number++)
            parameters[$"p{number}"] = "x";
        if (what == "value")
            parameters["word"] = new string('x', WordLimits.MaxValue + 1);
        var long_ = new string('x', WordLimits.MaxName + 1);
        var request = new JsonObject
        {
            ["runbook"] = "small",
            ["parameters"] = parameters,
            ["hosts"] = what == "host" ? new JsonArray(long_) : null,
            ["requestKey"] = what == "key" ? long_ : "a",
        };
        var (status, body) = await scene.Call(HttpMethod.Post, Runs, scene.TokenOf("mek"), request.ToJsonString());
        Assert.Equal((400, "bad-input"), (status, (string?)body!["code"]));
        Assert.Contains("at most", (string?)body["sentence"], StringComparison.Ordinal);
        Assert.Empty(await scene.Events());
    }

    [Fact]
    [Finding("A13")]
    public async Task Commands_of_a_person_over_the_rate_are_told_when_to_try_again_but_what_stops_work_is_taken()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = await Waiting(scene);
        var viewer = scene.TokenOf("viv");
        var answers = new List<(int Status, JsonNode? Body)>();
        for (var number = 0; number < ApiLimits.MaxCommandsPerMinute * 3; number++)
            answers.Add(await Note(scene, viewer, $"{number}", 1));
        var tooMany = Assert.Single(answers.Where(answer => answer.Status == 429).Take(1)).Body!;
        Assert.Equal("too-many", (string?)tooMany["code"]);
        Assert.Matches("Try again in [0-9]+ s\\.$", (string?)tooMany["sentence"]);
        // One person's flood is not another's.
        Assert.Equal(200, (await Note(scene, token, "mine", 1)).Status);
        for (var number = 0; number < ApiLimits.MaxCommandsPerMinute * 3; number++)
            await Note(scene, token, $"mine {number}", 1);
        Assert.Equal(429, (await Note(scene, token, "last", 1)).Status);
        Assert.Equal(200, (await Decide(scene, token, "hold")).Status);
        var all = """{"decision":"hold"}""";
        Assert.Equal(200, (await scene.Call(HttpMethod.Post, "api/runs/decisions", token, all)).Status);
        Assert.Equal(200, (await Decide(scene, token, "abort")).Status);
        await scene.Ended(RunStatus.Aborted);
    }

    [Fact]
    [Finding("A26")]
    public async Task A_person_waits_for_news_a_few_times_at_once_and_is_told_when_to_try_again()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = await Waiting(scene);
        var viewer = scene.TokenOf("viv");
        var known = (await scene.Run()).Version;
        var path = $"api/runs/1/journal?after={known}&wait=30";
        var waiting = Enumerable.Range(0, 30).Select(_ => scene.Call(HttpMethod.Get, path, viewer)).ToList();
        var refused = new List<(int Status, JsonNode? Body)>();
        while (refused.Count < 30 - ApiLimits.MaxLongPolls)
        {
            var first = await Task.WhenAny(waiting);
            waiting.Remove(first);
            refused.Add(await first);
        }

        Assert.All(refused, answer => Assert.Equal(429, answer.Status));
        Assert.Matches("Try again in [0-9]+ s\\.$", (string?)refused[0].Body!["sentence"]);
        // Another person's call waits, and all of them hear the news.
        var other = scene.Call(HttpMethod.Get, path, token);
        Assert.Equal(200, (await Note(scene, token, "news", 1)).Status);
        Assert.All(await Task.WhenAll([.. waiting, other]), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(200, (await scene.Call(HttpMethod.Get, path, viewer)).Status);
    }

    private static async Task<string> Waiting(ServiceScene scene)
    {
        var token = scene.TokenOf("mek");
        var start = """{"runbook":"small","requestKey":"a"}""";
        Assert.Equal(200, (await scene.Call(HttpMethod.Post, Runs, token, start)).Status);
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        await scene.NotesSentAsync();
        return token;
    }

    private static Task<(int Status, JsonNode? Body)> Note(ServiceScene scene, string token, string key, int length) =>
        scene.Call(
            HttpMethod.Post,
            Decisions,
            token,
            $$"""{"decision":"note","key":"{{key}}","reason":"{{new string('x', length)}}"}"""
        );

    private static Task<(int Status, JsonNode? Body)> Decide(
        ServiceScene scene,
        string token,
        string decision,
        string reason = "so"
    ) => scene.Call(HttpMethod.Post, Decisions, token, $$"""{"decision":"{{decision}}","reason":"{{reason}}"}""");

    private static string Head(string length, string? token = null) =>
        $"POST /{Runs} HTTP/1.1\r\nHost: olupgrade\r\nContent-Type: application/json\r\n"
        + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
        + $"{length}\r\n\r\n";

    private static async Task<NetworkStream> Connected(ServiceScene scene)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(scene.Address.Host, scene.Address.Port, Cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<string> Answered(NetworkStream caller, string request)
    {
        await caller.WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        using var reader = new StreamReader(caller, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync(Cancel) ?? "closed";
    }
}
