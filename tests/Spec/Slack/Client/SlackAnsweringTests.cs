using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack.Client;

/// <summary>Forms and ephemeral messages in raw JSON.</summary>
public sealed class SlackAnsweringTests
{
    private readonly SlackScene _slack = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_names_its_trigger_its_fields_and_what_comes_back_with_it()
    {
        _slack.Answers("views.open", """{"ok":true,"view":{"id":"V1"}}""");
        var form = new SlackForm(
            "rollback",
            "Roll back",
            "Do it",
            "What is *brought back*",
            "7|40|",
            new("target", "What?", IsNeeded: true, "all", "ol-dev"),
            new("reason", "Why?", IsNeeded: false)
        );

        Assert.True((await _slack.Client.ShowAsync("123.456", form, Now)).IsGood);

        Assert.Equal(
            Asked.Canonical(
                """
                {"trigger_id":"123.456","view":{"type":"modal","callback_id":"rollback","private_metadata":"7|40|",
                 "title":{"type":"plain_text","text":"Roll back"},"submit":{"type":"plain_text","text":"Do it"},
                 "close":{"type":"plain_text","text":"Cancel"},"blocks":[
                   {"type":"section","text":{"type":"mrkdwn","text":"What is *brought back*"}},
                   {"type":"input","block_id":"target","optional":false,"label":{"type":"plain_text","text":"What?"},
                    "element":{"type":"static_select","action_id":"target","options":[
                      {"text":{"type":"plain_text","text":"all"},"value":"all"},
                      {"text":{"type":"plain_text","text":"ol-dev"},"value":"ol-dev"}]}},
                   {"type":"input","block_id":"reason","optional":true,"label":{"type":"plain_text","text":"Why?"},
                    "element":{"type":"plain_text_input","action_id":"reason","max_length":500}}]}}
                """
            ),
            Assert.Single(_slack.Calls("views.open")).Json
        );
    }

    [Fact]
    public async Task A_form_whose_trigger_is_too_old_is_a_failure_that_says_so()
    {
        _slack.Answers("views.open", """{"ok":false,"error":"expired_trigger_id"}""");
        var reply = await _slack.Client.ShowAsync("1", new SlackForm("skip", "Skip", "Skip", "x", "7|1|"), Now);
        Assert.Equal("expired_trigger_id", reply.Failure?.Code);
        Assert.Single(_slack.Calls("views.open"));
    }

    [Fact]
    public async Task A_whisper_is_for_one_person_and_for_a_thread_where_there_is_one()
    {
        _slack.Answers("chat.postEphemeral", """{"ok":true,"message_ts":"1.2"}""");
        Assert.True((await _slack.Client.PostEphemeralAsync("C1", "U5", "no", "99.1", Now)).IsGood);
        Assert.Equal(
            Asked.Canonical("""{"channel":"C1","user":"U5","text":"no","thread_ts":"99.1"}"""),
            Assert.Single(_slack.Calls("chat.postEphemeral")).Json
        );
    }
}
