using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.Sandbox.Slack;

/// <summary>Which blocks are accepted and which are refused, as raw JSON.</summary>
public sealed class SlackBlockTests : SandboxTest
{
    private const string Retry =
        "{\"type\":\"button\",\"action_id\":\"retry\",\"text\":{\"type\":\"plain_text\",\"text\":\"Retry\"}}";
    private const string Confirm = """
        {"title":{"type":"plain_text","text":"Sure?"},"text":{"type":"mrkdwn","text":"It *restarts*."},
         "confirm":{"type":"plain_text","text":"Yes"},"deny":{"type":"plain_text","text":"No"},"style":"danger"}
        """;

    [Theory]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"x","verbatim":true}}""")]
    [InlineData("""{"type":"section","text":{"type":"plain_text","text":"x","emoji":true}}""")]
    [InlineData("""{"type":"section","fields":[{"type":"mrkdwn","text":"x"}]}""")]
    [InlineData("""{"type":"header","text":{"type":"plain_text","text":"x"}}""")]
    [InlineData("""{"type":"context","elements":[{"type":"mrkdwn","text":"x"}]}""")]
    [InlineData("{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"x\"},\"accessory\":" + Retry + "}")]
    public async Task Blocks_of_this_kind_are_accepted(string block) => await Accepted(block);

    [Theory]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"type":"invented"}""")]
    [InlineData("""{"type":"divider","colour":"red"}""")]
    [InlineData(
        """
            {"type":"input","label":{"type":"plain_text","text":"x"},
             "element":{"type":"plain_text_input","action_id":"x"} }
            """
    )]
    [InlineData("""{"type":"header","text":{"type":"mrkdwn","text":"x"}}""")]
    [InlineData("""{"type":"context","elements":[]}""")]
    [InlineData("""{"type":"context"}""")]
    [InlineData("""{"type":"actions","elements":[]}""")]
    [InlineData("""{"type":"actions","elements":[{"type":"invented"}]}""")]
    [InlineData("""{"type":"section"}""")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":""}}""")]
    [InlineData("""{"type":"section","text":{"type":"html","text":"x"}}""")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"x","colour":"red"}}""")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}}""")]
    [InlineData("""{"type":"section","text":{"type":"plain_text","text":"x","verbatim":true}}""")]
    [InlineData("""{"type":"section","text":"x"}""")]
    [InlineData("""{"type":"section","fields":[]}""")]
    [InlineData("""{"type":"section","fields":["x"]}""")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"invented"}}""")]
    public async Task Blocks_of_this_kind_are_refused(string block) => await Rejected(block);

    [Theory]
    [InlineData("value", "\"7\"")]
    [InlineData("style", "\"primary\"")]
    [InlineData("url", "\"https://openlibrary.org/\"")]
    [InlineData("accessibility_label", "\"Retry the step\"")]
    [InlineData("confirm", Confirm)]
    public async Task A_button_may_have(string field, string value) => await Accepted(Actions(Button(field, value)));

    [Theory]
    [InlineData("colour", "\"red\"")]
    [InlineData("action_id", "\"\"")]
    [InlineData("style", "\"loud\"")]
    [InlineData("url", "\"openlibrary\"")]
    [InlineData("url", "\"javascript:alert(1)\"")]
    [InlineData("value", "7")]
    [InlineData("text", """{"type":"mrkdwn","text":"Retry"}""")]
    [InlineData("text", """{"type":"plain_text","text":"Retry","colour":"red"}""")]
    [InlineData("confirm", "\"sure?\"")]
    [InlineData("confirm", "{}")]
    public async Task A_button_may_not_have(string field, string value) =>
        await Rejected(Actions(Button(field, value)));

    [Theory]
    [InlineData("title", 100)]
    [InlineData("text", 300)]
    [InlineData("confirm", 30)]
    [InlineData("deny", 30)]
    public async Task The_texts_of_a_confirmation_are_required_and_have_limits(string field, int limit)
    {
        await Accepted(Actions(Button("confirm", With(field, Plain(limit)))));
        await Rejected(Actions(Button("confirm", With(field, Plain(limit + 1)))));
        await Rejected(Actions(Button("confirm", With(field, null))));
        await Rejected(Actions(Button("confirm", With("colour", "red"))));
    }

    [Fact]
    public async Task Texts_and_lists_have_limits()
    {
        await Limit(3_000, length => $$"""{"type":"section","text":{{Markup(length)}} }""");
        await Limit(2_000, length => $$"""{"type":"section","fields":[{{Markup(length)}}]}""");
        await Limit(10, count => $$"""{"type":"section","fields":[{{Many(count, _ => Markup(1))}}]}""");
        await Limit(10, count => $$"""{"type":"context","elements":[{{Many(count, _ => Markup(1))}}]}""");
        await Limit(150, length => $$"""{"type":"header","text":{{Plain(length).ToJsonString()}} }""");
        await Limit(25, count => Actions(Many(count, at => Button("action_id", $"\"a{at}\""))));
        await Limit(75, length => Actions(Button("text", Plain(length).ToJsonString())));
        await Limit(255, length => Actions(Button("action_id", $"\"{new string('a', length)}\"")));
        await Limit(2_000, length => Actions(Button("value", $"\"{new string('a', length)}\"")));
        await Limit(3_000, length => Actions(Button("url", $"\"https://a.b/{new string('a', length - 12)}\"")));
        await Limit(255, length => $$"""{"type":"divider","block_id":"{{new string('b', length)}}"}""");
    }

    [Fact]
    public async Task Two_buttons_of_a_block_must_have_different_IDs()
    {
        await Rejected(Actions($"{Retry},{Retry}"));
        await Accepted($"{Actions(Retry)},{Actions(Retry)}");
        await Rejected("""{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}""");
    }

    [Fact]
    public async Task No_blocks_and_no_text_are_no_message()
    {
        await Refused(Slack("chat.postMessage", """{"channel":"C0OPENLIB","blocks":[]}"""), "no_text");
        await Refused(SlackForm("chat.postMessage", ("channel", Channel), ("blocks", "[]")), "no_text");
        await Refused(Slack("chat.postEphemeral", """{"channel":"C0OPENLIB","user":"U0MEK","blocks":[]}"""), "no_text");
        Assert.Empty(Workspace.Messages(Channel));
        Assert.True(
            (bool)(await Slack("chat.postMessage", """{"channel":"C0OPENLIB","text":"x","blocks":[]}"""))["ok"]!
        );
    }

    [Fact]
    public async Task An_ephemeral_message_keeps_its_blocks()
    {
        await Slack(
            "chat.postEphemeral",
            $$"""{"channel":"{{Channel}}","user":"U0MEK","text":"x","blocks":[{{Actions(Retry)}}]}"""
        );
        await Refused(
            Slack(
                "chat.postEphemeral",
                $$"""{"channel":"{{Channel}}","user":"U0MEK","text":"x","blocks":[{"type":"invented"}]}"""
            ),
            "invalid_blocks"
        );

        var state = Json(
            await Http.GetStringAsync(
                new Uri(Servers.SlackPage, $"_sandbox/state?user=U0MEK&channel={Channel}"),
                Cancel
            )
        );

        Assert.Equal(
            "retry",
            (string?)Assert.Single(state["whispers"]!.AsArray())!["blocks"]![0]!["elements"]![0]!["action_id"]
        );
    }

    private async Task Limit(int max, Func<int, string> block)
    {
        await Accepted(block(max));
        await Rejected(block(max + 1));
    }

    private async Task Accepted(string blocks)
    {
        var answer = await Send(blocks);
        Assert.True((bool)answer["ok"]!, answer.ToJsonString());
    }

    private async Task Rejected(string blocks)
    {
        var before = Workspace.Messages(Channel).Count;
        await Refused(Send(blocks), "invalid_blocks");
        Assert.Equal(before, Workspace.Messages(Channel).Count);
    }

    private Task<JsonObject> Send(string blocks) =>
        Slack("chat.postMessage", $$"""{"channel":"{{Channel}}","text":"x","blocks":[{{blocks}}]}""");

    private static string Actions(string buttons) => $$"""{"type":"actions","elements":[{{buttons}}]}""";

    private static string Button(string field, string value) =>
        Changed(Retry, field, JsonNode.Parse(value)).ToJsonString();

    private static string With(string field, JsonNode? value) => Changed(Confirm, field, value).ToJsonString();

    private static JsonObject Changed(string json, string field, JsonNode? value)
    {
        var changed = Json(json);
        changed[field] = value;
        return changed;
    }

    private static JsonObject Plain(int length) =>
        new() { ["type"] = "plain_text", ["text"] = new string('x', length) };

    private static string Markup(int length) => $$"""{"type":"mrkdwn","text":"{{new string('x', length)}}"}""";

    private static string Many(int count, Func<int, string> one) =>
        string.Join(',', Enumerable.Range(0, count).Select(one));
}
