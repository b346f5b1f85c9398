using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SlackPostingTests : SandboxTest
{
    [Fact]
    public async Task A_message_is_posted_and_can_be_read_back()
    {
        var answer = await Slack(
            "chat.postMessage",
            $$"""{"channel":"{{Channel}}","text":"hello","unfurl_links":false}"""
        );

        Assert.True((bool)answer["ok"]!);
        Assert.Equal(Channel, (string?)answer["channel"]);
        Assert.Equal("1732420000.000100", (string?)answer["ts"]);
        Assert.Equal("hello", (string?)answer["message"]!["text"]);
        Assert.Equal("U0OLUPGRADE", (string?)answer["message"]!["user"]);
        Assert.Equal("B0OLUPGRADE", (string?)answer["message"]!["bot_id"]);
        var history = await SlackForm("conversations.history", ("channel", Channel));
        Assert.Equal("hello", (string?)history["messages"]![0]!["text"]);
    }

    [Fact]
    public async Task Timestamps_increase_while_the_clock_is_stopped()
    {
        string[] stamps = [await Post("a"), await Post("b"), await Post("c")];

        Assert.Equal(stamps.Order(StringComparer.Ordinal), stamps);
        Assert.Distinct(stamps);
    }

    [Fact]
    public async Task A_form_posts_as_well_as_json()
    {
        var answer = await SlackForm(
            "chat.postMessage",
            ("channel", "#openlibrary"),
            ("text", "a & b"),
            ("metadata", """{"event_type":"plan","event_payload":{"run":"7"}}""")
        );

        Assert.True((bool)answer["ok"]!);
        Assert.Equal(Channel, (string?)answer["channel"]);
        Assert.Equal("a &amp; b", (string?)answer["message"]!["text"]);
        Assert.Equal("7", (string?)answer["message"]!["metadata"]!["event_payload"]!["run"]);
    }

    [Fact]
    public async Task A_reply_belongs_to_its_thread_and_only_a_broadcast_shows_in_the_channel()
    {
        var parent = await Post("parent");
        var quiet = await Post("quiet", parent);
        await Slack(
            "chat.postMessage",
            $$"""{"channel":"{{Channel}}","text":"loud","thread_ts":"{{parent}}","reply_broadcast":true}"""
        );

        var replies = await SlackForm("conversations.replies", ("channel", Channel), ("ts", parent));
        var history = await SlackForm("conversations.history", ("channel", Channel));

        Assert.Equal(["parent", "quiet", "loud"], Texts(replies));
        Assert.Equal(["loud", "parent"], Texts(history));
        Assert.Equal("thread_broadcast", (string?)history["messages"]![0]!["subtype"]);
        Assert.Equal(2, (int)replies["messages"]![0]!["reply_count"]!);
        Assert.Equal(parent, (string?)replies["messages"]![1]!["thread_ts"]);
        Assert.NotEqual(parent, quiet);
    }

    [Fact]
    public async Task An_update_changes_the_text_and_keeps_the_timestamp()
    {
        var ts = await Post("before");

        var answer = await Slack("chat.update", $$"""{"channel":"{{Channel}}","ts":"{{ts}}","text":"after"}""");

        Assert.Equal((ts, "after"), ((string?)answer["ts"], (string?)answer["text"]));
        var message = Assert.Single(
            (await SlackForm("conversations.history", ("channel", Channel)))["messages"]!.AsArray()
        );
        Assert.Equal("after", (string?)message!["text"]);
        Assert.Equal("U0OLUPGRADE", (string?)message["edited"]!["user"]);
    }

    [Fact]
    public async Task An_ephemeral_message_is_seen_by_one_person_and_not_in_the_history()
    {
        var answer = await Slack("chat.postEphemeral", $$"""{"channel":"{{Channel}}","user":"U0MEK","text":"psst"}""");

        Assert.NotNull((string?)answer["message_ts"]);
        Assert.Equal(["psst"], Workspace.Ephemerals("U0MEK"));
        Assert.Empty(Workspace.Ephemerals("U0DRINI"));
        Assert.Empty((await SlackForm("conversations.history", ("channel", Channel)))["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_permalink_names_channel_and_message_and_opens_the_page()
    {
        var ts = await Post("here");

        var answer = await SlackForm("chat.getPermalink", ("channel", Channel), ("message_ts", ts));

        Assert.Equal(
            $"{Servers.SlackPage}archives/{Channel}/p{ts.Replace(".", "", StringComparison.Ordinal)}",
            (string?)answer["permalink"]
        );
        Assert.Contains(
            "data-testid=\"composer\"",
            await Http.GetStringAsync(new Uri((string)answer["permalink"]!), Cancel),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Blocks_are_kept_up_to_fifty()
    {
        var ok = await Slack("chat.postMessage", Blocks(50));

        Assert.Equal(50, ok["message"]!["blocks"]!.AsArray().Count);
        await Refused(Slack("chat.postMessage", Blocks(51)), "invalid_blocks");
        await Refused(
            SlackForm("chat.postMessage", ("channel", Channel), ("text", "x"), ("blocks", "{}")),
            "invalid_blocks_format"
        );
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "invalid_arguments")]
    [InlineData("""{"channel":"C0OPENLIB","text":"x","color":"red"}""", "invalid_arguments")]
    [InlineData("""{"channel":"C0NOWHERE","text":"x"}""", "channel_not_found")]
    [InlineData("""{"channel":"C0STAFFONLY","text":"x"}""", "channel_not_found")]
    [InlineData("""{"channel":"#random","text":"x"}""", "not_in_channel")]
    [InlineData("""{"channel":"C0OPENLIB"}""", "no_text")]
    [InlineData("""{"channel":"C0OPENLIB","text":"  "}""", "no_text")]
    [InlineData("""{"channel":"C0OPENLIB","text":"x","metadata":{"event_type":"a"}}""", "invalid_metadata_format")]
    [InlineData("""{"channel":"C0OPENLIB","text":"x","metadata":"nonsense"}""", "invalid_metadata_format")]
    [InlineData("""{"channel":"C0OPENLIB","text":"x","thread_ts":"1.000001"}""", "thread_not_found")]
    [InlineData("""{"channel":"C0OPENLIB","text":"x","text":"y"}""", "invalid_json")]
    [InlineData("[]", "json_not_object")]
    [InlineData("{", "invalid_json")]
    public async Task A_message_that_Slack_would_not_post_is_refused(string body, string error)
    {
        await Refused(Slack("chat.postMessage", body), error);
        Assert.Empty(Workspace.Messages(Channel));
    }

    [Fact]
    public async Task Long_texts_are_refused_at_the_limit_of_each_method()
    {
        var ts = await Post(new string('a', 40_000));

        await Refused(Slack("chat.postMessage", Say(new string('a', 40_001))), "msg_too_long");
        await Refused(
            SlackForm("chat.update", ("channel", Channel), ("ts", ts), ("text", new string('a', 4_001))),
            "msg_too_long"
        );
    }

    [Fact]
    public async Task Only_own_messages_can_be_updated()
    {
        var foreign = Workspace.Say("U0MEK", Channel, "mine");

        await Refused(
            SlackForm("chat.update", ("channel", Channel), ("ts", foreign), ("text", "x")),
            "cant_update_message"
        );
        await Refused(
            SlackForm("chat.update", ("channel", Channel), ("ts", "1.000001"), ("text", "x")),
            "message_not_found"
        );
        Assert.Equal("mine", (string?)Workspace.Messages(Channel)[0]!["text"]);
    }

    [Fact]
    public async Task A_reply_has_no_thread_of_its_own()
    {
        var reply = await Post("reply", await Post("parent"));

        await Refused(
            SlackForm("chat.postMessage", ("channel", Channel), ("text", "x"), ("thread_ts", reply)),
            "cannot_reply_to_message"
        );
    }

    private static string Say(string text) => new JsonObject { ["channel"] = Channel, ["text"] = text }.ToJsonString();

    private static string Blocks(int count) =>
        new JsonObject
        {
            ["channel"] = Channel,
            ["text"] = "x",
            ["blocks"] = new JsonArray([
                .. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["type"] = "divider" }),
            ]),
        }.ToJsonString();

    private static IEnumerable<string> Texts(JsonObject answer) =>
        answer["messages"]!.AsArray().Select(message => (string)message!["text"]!);
}
