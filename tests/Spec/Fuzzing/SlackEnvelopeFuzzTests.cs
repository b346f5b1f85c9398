using System.Text.Json;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What comes over the socket to Slack, up to what the listeners read from it.</summary>
[Collection(FuzzCollection.Name)]
public sealed class SlackEnvelopeFuzzTests
{
    private static readonly IReadOnlyList<byte[]> Envelopes = Seeds.Of(
        """{"type":"hello","num_connections":2,"connection_info":{"app_id":"A1"}}""",
        """{"type":"disconnect","reason":"refresh_requested","debug_info":{}}""",
        """
        {"type":"slash_commands","envelope_id":"e1","payload":{"command":"/upgrade","text":"skip 7 ol-web1 &lt;why&gt;",
         "user_id":"U0MEK","channel_id":"C1","team_id":"T1","trigger_id":"t.1"},"accepts_response_payload":true}
        """,
        """
        {"type":"events_api","envelope_id":"e2","payload":{"team_id":"T1","event_id":"Ev1","event":{
         "type":"reaction_added","user":"U0DRINI","reaction":"+1::skin-tone-3","item":{"type":"message",
         "channel":"C1","ts":"1764417600.000100"},"event_ts":"1764417601.000000"}}}
        """,
        """
        {"type":"events_api","envelope_id":"e3","payload":{"team_id":"T1","event_id":"Ev2","event":{
         "type":"app_mention","user":"U0MEK","text":"<@UBOT> retry 7 ol-dev","channel":"C1",
         "ts":"1764417600.000200","thread_ts":"1764417600.000100"}}}
        """,
        """
        {"type":"interactive","envelope_id":"e4","payload":{"type":"block_actions","user":{"id":"U0MEK"},
         "team":{"id":"T1"},"trigger_id":"t.2","channel":{"id":"C1"},"message":{"ts":"1.2","thread_ts":"1.1"},
         "actions":[{"action_id":"retry","block_id":"choices","value":"7|40|ol-dev","type":"button"}]}}
        """,
        """
        {"type":"interactive","envelope_id":"e5","payload":{"type":"view_submission","user":{"id":"U0MEK"},
         "team":{"id":"T1"},"view":{"callback_id":"skip","private_metadata":"7|40|ol-dev","state":{"values":{
         "reason":{"said":{"type":"plain_text_input","value":"no mirror"}},
         "target":{"said":{"selected_option":{"value":"all"}}}}}}}}
        """
    );

    [Fact]
    [Parser("slack-envelopes")]
    public void Any_bytes_on_the_socket_are_an_envelope_or_nothing() =>
        Fuzz.Holds(new("slack-envelopes", Envelopes, Read) { MaxLength = SlackSocketMessages.MaxLength });

    private static void Read(byte[] bytes)
    {
        if (SlackEnvelope.Parse(bytes) is not { } envelope)
            return;
        if (envelope.Id is { } id)
        {
            using var ack = JsonDocument.Parse(SlackEnvelope.Ack(id, id));
            Assert.Equal(id, ack.RootElement.GetProperty("envelope_id").GetString());
        }

        Hear(envelope.Signal);
    }

    private static void Hear(SlackSignal? signal)
    {
        switch (signal)
        {
            case SlackSignal.SlashCommand command:
                Assert.NotNull(UpgradeGrammar.Parse(command.Text));
                break;
            case SlackSignal.Mentioned mention:
                _ = Mentions.SaidAt(mention.Ts);
                Assert.NotNull(UpgradeGrammar.Parse(Mentions.WithoutName(mention.Text)));
                break;
            case SlackSignal.ButtonPressed press:
                _ = PressedButton.Named(press.Action);
                AssertSame(SlackChoice.Parse(press.Value));
                break;
            case SlackSignal.FormSent form:
                _ = PressedButton.Named(form.Form);
                AssertSame(SlackChoice.Parse(form.Value));
                break;
            case SlackSignal.ReactionAdded added:
                _ = ReactionName.Base(added.Reaction);
                break;
            default:
                break;
        }
    }

    private static void AssertSame(SlackChoice? choice) =>
        Assert.Equal(choice, choice is null ? null : SlackChoice.Parse($"{choice}"));
}
