using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack.Client;

/// <summary>Messages scheduled in Slack, and user groups, in raw JSON.</summary>
public sealed class SlackScheduleTests
{
    private readonly SlackScene _slack = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static DateTimeOffset Noon { get; } = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    [Fact]
    public async Task A_scheduled_message_has_its_time_in_seconds_and_its_id_is_read()
    {
        _slack.Answers(
            "chat.scheduleMessage",
            """{"ok":true,"channel":"C1","scheduled_message_id":"Q1","post_at":1790000000}"""
        );
        Assert.Equal("Q1", (await _slack.Client.ScheduleAsync("C1", "silent", Noon, Now)).Value);
        Assert.Equal(
            Asked.Canonical(
                """{"channel":"C1","text":"silent","post_at":1790000000,"unfurl_links":false,"unfurl_media":false}"""
            ),
            Assert.Single(_slack.Calls("chat.scheduleMessage")).Json
        );
    }

    [Theory]
    [InlineData("""{"ok":true}""", true, null)]
    [InlineData("""{"ok":false,"error":"invalid_scheduled_message_id"}""", true, null)]
    [InlineData("""{"ok":false,"error":"missing_scope","needed":"chat:write"}""", false, "missing_scope")]
    public async Task A_message_that_is_no_longer_scheduled_is_no_failure(string answer, bool isGood, string? code)
    {
        _slack.Answers("chat.deleteScheduledMessage", answer);
        var reply = await _slack.Client.UnscheduleAsync("C1", "Q1", Now);
        Assert.Equal((isGood, code), (reply.IsGood, reply.Failure?.Code));
        Assert.Equal(
            Asked.Canonical("""{"channel":"C1","scheduled_message_id":"Q1"}"""),
            Assert.Single(_slack.Calls("chat.deleteScheduledMessage")).Json
        );
    }

    [Fact]
    public async Task What_waits_is_listed_with_time_and_text()
    {
        _slack.Answers(
            "chat.scheduledMessages.list",
            """
            {"ok":true,"scheduled_messages":[{"id":"Q1","channel_id":"C1","post_at":1790000000,"date_created":1,"text":"silent"},
             {"id":7},{"id":"Q2","channel_id":"C1","post_at":"soon"}],"response_metadata":{"next_cursor":""}}
            """
        );
        var waiting = (await _slack.Client.ScheduledAsync(Now)).Value;
        Assert.Equal([new SlackScheduled("Q1", "C1", Noon, "silent")], waiting);
        Assert.Equal("limit=200", Assert.Single(_slack.Calls("chat.scheduledMessages.list")).Body);
    }

    [Fact]
    public async Task A_user_group_is_its_members_and_one_that_cannot_be_read_is_a_failure()
    {
        _slack.Answers("usergroups.users.list", """{"ok":true,"users":["U1","U2"]}""");
        Assert.Equal(["U1", "U2"], (await _slack.Client.GroupAsync("S1", Now)).Value!.Order(StringComparer.Ordinal));
        Assert.Equal("usergroup=S1", Assert.Single(_slack.Calls("usergroups.users.list")).Body);
        var gone = new SlackScene().Answers("usergroups.users.list", """{"ok":false,"error":"no_such_subteam"}""");
        Assert.Equal("no_such_subteam", (await gone.Client.GroupAsync("S1", Now)).Failure?.Code);
    }
}
