using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SlackPeopleTests
{
    private const string Channel = "C0OPENLIB";
    private readonly SlackWorkspace _workspace = new(new FakeTimeProvider());
    private readonly List<JsonObject> _heard = [];

    [Fact]
    public void A_listener_receives_commands_on_the_callers_thread_and_may_answer()
    {
        _workspace.Listener = envelope =>
        {
            _heard.Add(envelope);
            _workspace.Acknowledge((string)envelope["envelope_id"]!, new JsonObject { ["text"] = "heard" });
        };

        var payload = _workspace.TypeCommand("U0MEK", Channel, "/upgrade status <7>");

        Assert.Equal("status &lt;7&gt;", (string?)Assert.Single(_heard)["payload"]!["text"]);
        Assert.Equal((string?)payload!["trigger_id"], (string?)_heard[0]["payload"]!["trigger_id"]);
        Assert.Equal(["heard"], _workspace.Ephemerals("U0MEK"));
    }

    [Fact]
    public void An_event_that_is_not_acknowledged_can_be_sent_again_three_times()
    {
        _workspace.Listener = _heard.Add;
        var ts = _workspace.Say("U0MEK", Channel, "plan");
        _workspace.React("U0JIM", Channel, ts, "+1");

        for (var again = 0; again < 5; again++)
            _workspace.Redeliver();

        Assert.Equal([0, 1, 2, 3], _heard.Select(envelope => (int)envelope["retry_attempt"]!));
        Assert.Single(_heard.Select(envelope => (string)envelope["payload"]!["event_id"]!).Distinct());
    }

    [Fact]
    public void An_answer_in_the_channel_is_seen_by_all()
    {
        _workspace.Listener = envelope =>
            _workspace.Acknowledge(
                (string)envelope["envelope_id"]!,
                new JsonObject { ["text"] = "for all", ["response_type"] = "in_channel" }
            );

        _workspace.TypeCommand("U0MEK", Channel, "/upgrade status");

        Assert.Equal("for all", (string?)Assert.Single(_workspace.Messages(Channel))!["text"]);
        Assert.Empty(_workspace.Ephemerals("U0MEK"));
    }

    [Fact]
    public void A_reaction_counts_once_and_slackbot_answers_unknown_commands()
    {
        _workspace.Listener = _heard.Add;
        var ts = _workspace.Say("U0MEK", Channel, "plan");

        Assert.True(_workspace.React("U0JIM", Channel, ts, "thumbsup"));
        Assert.False(_workspace.React("U0JIM", Channel, ts, "+1"));
        Assert.False(_workspace.Unreact("U0JIM", Channel, ts, "eyes"));
        Assert.Null(_workspace.TypeCommand("U0MEK", Channel, "/deploy now"));

        Assert.Single(_heard);
        Assert.Contains("not a valid command", Assert.Single(_workspace.Ephemerals("U0MEK")), StringComparison.Ordinal);
    }

    [Fact]
    public void Deactivated_and_unknown_people_can_do_nothing()
    {
        _workspace.Deactivate("U0JIM");

        Assert.Throws<ArgumentException>(() => _workspace.Say("U0JIM", Channel, "hi"));
        Assert.Throws<ArgumentException>(() => _workspace.Say("U0NOBODY", Channel, "hi"));
        Assert.Throws<ArgumentException>(() => _workspace.React("U0MEK", Channel, "1.000001", "+1"));
        Assert.Empty(_workspace.Messages(Channel));
    }
}
