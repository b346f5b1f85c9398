using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.SlackSdk;

/// <summary>
/// Slack's own clients for Node use the emulated Slack: it must be what they expect, not only what our client expects.
/// </summary>
public sealed class SlackSdkTests : IDisposable
{
    private readonly NodeProgram _program = new("SlackSdk", "drive.mjs");
    private readonly ConcurrentQueue<JsonNode> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Slacks_own_clients_post_update_find_schedule_and_receive_commands_buttons_forms_and_mentions()
    {
        await using var servers = await SandboxServers.StartAsync(
            TimeProvider.System,
            cancellation: TestContext.Current.CancellationToken
        );
        using var node = Drive(servers);
        var connected = await Seen("connected");
        var ts = (string)connected["ts"]!;
        servers.Slack.TypeCommand("U0MEK", SlackEyes.Channel, "/upgrade status");
        Assert.Equal("status", (string?)await Seen("command"));
        await Eventually.True("the command's answer", () => servers.Slack.Ephemerals("U0MEK").Contains("heard status"));
        servers.Slack.Press("U0DRINI", SlackEyes.Channel, ts, "retry");
        Assert.Equal(
            """{"action":"retry","value":"7|40|ol-dev","user":"U0DRINI"}""",
            (await Seen("pressed")).ToJsonString()
        );
        Assert.Equal("exchanged_trigger_id", (string?)await Seen("twice"));
        var form = (string)servers.Slack.Forms("U0DRINI").Single()!["id"]!;
        servers.Slack.Submit("U0DRINI", form, new Dictionary<string, string> { ["reason"] = "the mirror is gone" });
        Assert.Equal("""{"value":"7|40|ol-dev","reason":"the mirror is gone"}""", (await Seen("sent")).ToJsonString());
        servers.Slack.Say("U0MEK", SlackEyes.Channel, "@olupgrade retry", ts);
        Assert.Equal(
            $$"""{"text":"\u003C@{{SlackWorkspace.BotUserId}}\u003E retry","thread":true}""",
            (await Seen("mentioned")).ToJsonString()
        );
        servers.Slack.Sockets.Disconnect("refresh_requested");
        await Eventually.True("a second connection", () =>
            _lines.Count(line => (string?)line["what"] == "connected") == 2
        );
        AssertCalls();
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
    }

    /// <summary>Asserts the Web API's answers, as the client understood them.</summary>
    private void AssertCalls()
    {
        var seen = _lines
            .Where(line => (string?)line["what"] != "connected")
            .ToDictionary(line => (string)line["what"]!, line => line["seen"]!.ToJsonString());
        Assert.Equal($"\"{SlackWorkspace.BotUserId}\"", seen["auth"]);
        Assert.Equal(("2", "\"sdk\"", "\"eyes\""), (seen["posted"], seen["history"], seen["reactions"]));
        Assert.Equal(("[true]", "0", "2"), (seen["scheduled"], seen["unscheduled"], seen["group"]));
        Assert.Equal("""["invalid_blocks","time_in_past","invalid_trigger_id","not_in_channel"]""", seen["refused"]);
    }

    private Task<JsonNode> Seen(string what) =>
        Eventually.Found(
            $"\"{what}\" from Slack's client",
            () => Task.FromResult(_lines.FirstOrDefault(line => (string?)line["what"] == what)?["seen"]),
            () => string.Join('\n', _lines.Select(line => line.ToJsonString()).Concat(_errors))
        );

    private Process Drive(SandboxServers servers)
    {
        var node = _program.Start(
            ("SLACK_API", $"{servers.SlackApi}"),
            ("SLACK_BOT", SlackWorkspace.BotToken),
            ("SLACK_APP", SlackWorkspace.AppToken),
            ("SLACK_CHANNEL", SlackEyes.Channel)
        );
        node.OutputDataReceived += (_, line) => Take(line.Data);
        node.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        return node;
    }

    private void Take(string? line)
    {
        if (line?.StartsWith("{\"what\"", StringComparison.Ordinal) == true && JsonNode.Parse(line) is { } json)
            _lines.Enqueue(json);
        else
            _errors.Enqueue(line ?? "");
    }
}
