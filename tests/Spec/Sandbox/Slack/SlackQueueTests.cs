using System.Globalization;
using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SlackQueueTests : SandboxTest
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(120);

    [Fact]
    public async Task A_scheduled_message_waits_in_the_list_and_is_posted_when_it_is_due()
    {
        var due = In(3_600);
        var answer = await Schedule("later", due);

        Assert.Equal((Channel, due), ((string?)answer["channel"], (long)answer["post_at"]!));
        var listed = Assert.Single(await Listed());
        Assert.Equal((string?)answer["scheduled_message_id"], (string?)listed!["id"]);
        Assert.Equal(
            (Channel, "later", In(0)),
            ((string?)listed["channel_id"], (string?)listed["text"], (long)listed["date_created"]!)
        );
        Clock.Advance(TimeSpan.FromSeconds(3_599));
        Assert.Empty(Workspace.Messages(Channel));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("later", (string?)Assert.Single(Workspace.Messages(Channel))!["text"]);
        Assert.Empty(await Listed());
        Clock.Advance(MaxDelay);
        Assert.Single(Workspace.Messages(Channel));
    }

    [Fact]
    public async Task A_message_can_be_scheduled_120_days_ahead()
    {
        await Schedule("far", In((long)MaxDelay.TotalSeconds));

        for (var day = 1; day < MaxDelay.TotalDays; day++)
            Clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(Workspace.Messages(Channel));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("far", (string?)Assert.Single(Workspace.Messages(Channel))!["text"]);
    }

    [Fact]
    public async Task A_scheduled_reply_stays_in_its_thread()
    {
        var parent = await Post("parent");
        var scheduled = await Slack(
            "chat.scheduleMessage",
            $$"""{"channel":"{{Channel}}","text":"reply","post_at":{{In(60)}},"thread_ts":"{{parent}}"}"""
        );
        Assert.True((bool)scheduled["ok"]!);

        Clock.Advance(TimeSpan.FromSeconds(60));

        var replies = (await SlackForm("conversations.replies", ("channel", Channel), ("ts", parent)))[
            "messages"
        ]!.AsArray();
        Assert.Equal(["parent", "reply"], replies.Select(reply => (string?)reply!["text"]));
        await Refused(
            Slack(
                "chat.scheduleMessage",
                $$"""{"channel":"{{Channel}}","text":"x","post_at":{{In(60)}},"thread_ts":"1.000001"}"""
            ),
            "thread_not_found"
        );
    }

    [Theory]
    [InlineData("1732420000", "time_in_past")]
    [InlineData("1", "time_in_past")]
    [InlineData("1742788001", "time_too_far")]
    [InlineData("9223372036854775807", "time_too_far")]
    [InlineData("-1", "invalid_time")]
    [InlineData("-9223372036854775808", "invalid_time")]
    [InlineData("99999999999999999999", "invalid_time")]
    [InlineData("1.5", "invalid_time")]
    [InlineData("\"soon\"", "invalid_time")]
    public async Task A_time_at_which_no_message_can_be_posted_is_refused(string time, string error)
    {
        await Refused(
            Slack("chat.scheduleMessage", $$"""{"channel":"{{Channel}}","text":"x","post_at":{{time}}}"""),
            error
        );
        Assert.Empty(Workspace.Scheduled());
    }

    [Theory]
    [InlineData("""{"channel":"C0OPENLIB","text":"x"}""", "invalid_arguments")]
    [InlineData("""{"channel":"C0NOWHERE","text":"x","post_at":1732420060}""", "channel_not_found")]
    [InlineData("""{"channel":"C0RANDOM","text":"x","post_at":1732420060}""", "not_in_channel")]
    [InlineData("""{"channel":"C0OPENLIB","post_at":1732420060}""", "no_text")]
    public async Task A_message_that_could_not_be_posted_is_not_scheduled(string body, string error)
    {
        await Refused(Slack("chat.scheduleMessage", body), error);
        Assert.Empty(Workspace.Scheduled());
    }

    [Fact]
    public async Task A_message_can_be_deleted_until_a_minute_before_its_time()
    {
        var id = (string)(await Schedule("later", In(120)))["scheduled_message_id"]!;
        await Refused(Delete("C0RANDOM", id), "not_in_channel");
        Workspace.AddToChannel("U0OLUPGRADE", "C0RANDOM");
        await Refused(Delete("C0RANDOM", id), "invalid_scheduled_message_id");
        await Refused(Delete(Channel, "Q0"), "invalid_scheduled_message_id");
        Clock.Advance(TimeSpan.FromSeconds(61));
        await Refused(Delete(Channel, id), "invalid_scheduled_message_id");
        var other = (string)(await Schedule("other", In(60)))["scheduled_message_id"]!;

        Assert.True((bool)(await Delete(Channel, other))["ok"]!);

        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("later", (string?)Assert.Single(Workspace.Messages(Channel))!["text"]);
    }

    [Fact]
    public async Task The_list_comes_in_pages_ordered_by_time()
    {
        foreach (var seconds in (long[])[300, 100, 200])
            await Schedule($"{seconds}", In(seconds));

        var first = await SlackForm("chat.scheduledMessages.list", ("limit", "2"));
        var second = await SlackForm(
            "chat.scheduledMessages.list",
            ("limit", "2"),
            ("cursor", (string)first["response_metadata"]!["next_cursor"]!)
        );

        Assert.Equal(["100", "200"], Texts(first));
        Assert.Equal(["300"], Texts(second));
        Assert.Equal("", (string?)second["response_metadata"]!["next_cursor"]);
        await Refused(SlackForm("chat.scheduledMessages.list", ("cursor", "zzz")), "invalid_cursor");
        await Refused(SlackForm("chat.scheduledMessages.list", ("limit", "many")), "invalid_limit");
    }

    [Fact]
    public async Task The_list_can_be_restricted_to_a_channel_and_a_time_range()
    {
        Workspace.AddToChannel("U0OLUPGRADE", "C0RANDOM");
        foreach (var seconds in (long[])[100, 200, 300])
            await Schedule($"{seconds}", In(seconds));
        await Slack("chat.scheduleMessage", $$"""{"channel":"C0RANDOM","text":"elsewhere","post_at":{{In(200)}}}""");

        var (after, before) = (Number(In(150)), Number(In(250)));
        Assert.Equal(
            ["200"],
            Texts(
                await SlackForm(
                    "chat.scheduledMessages.list",
                    ("channel", Channel),
                    ("oldest", after),
                    ("latest", before)
                )
            )
        );
        Assert.Equal(["elsewhere"], Texts(await SlackForm("chat.scheduledMessages.list", ("channel", "C0RANDOM"))));
        Assert.Equal(4, (await Listed()).Count);
        await Refused(SlackForm("chat.scheduledMessages.list", ("channel", "C0NOWHERE")), "channel_not_found");
        await Refused(SlackForm("chat.scheduledMessages.list", ("oldest", "then")), "invalid_ts_oldest");
        await Refused(
            SlackForm("chat.scheduledMessages.list", ("oldest", before), ("latest", after)),
            "invalid_arguments"
        );
    }

    private long In(long seconds) => Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<JsonObject> Schedule(string text, long at) =>
        Slack("chat.scheduleMessage", $$"""{"channel":"{{Channel}}","text":"{{text}}","post_at":{{at}}}""");

    private Task<JsonObject> Delete(string channel, string id) =>
        SlackForm("chat.deleteScheduledMessage", ("channel", channel), ("scheduled_message_id", id));

    private async Task<JsonArray> Listed() =>
        (await SlackForm("chat.scheduledMessages.list"))["scheduled_messages"]!.AsArray();

    private static IEnumerable<string> Texts(JsonObject answer) =>
        answer["scheduled_messages"]!.AsArray().Select(message => (string)message!["text"]!);
}
