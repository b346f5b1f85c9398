using System.Text.Json;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack.Client;

/// <summary>Explains Slack's error codes: what failed and what the operator should do.</summary>
internal static class SlackAdvice
{
    private const int MaxWord = 80;

    public static string Sentence(string method, string code, JsonElement reply) =>
        $"Slack refused {method}: {Word(code)}. {For(method, code, reply)}";

    /// <summary>A word of Slack's, or of whoever answers in its place.</summary>
    private static string Word(string text) => SlackText.Cut(OutsideText.Line(text), MaxWord);

    private static string For(string method, string code, JsonElement reply) =>
        code switch
        {
            "not_in_channel" => "Invite the app to the channel with /invite.",
            "channel_not_found" => "Check the channel in the runbook, and invite the app if the channel is private.",
            "is_archived" => "The channel is archived. Choose another one in the runbook.",
            "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" =>
                "Check the tokens in the settings; reinstalling the app creates new ones.",
            "not_allowed_token_type" => "The bot token and the app token may be swapped in the settings.",
            "missing_scope" => $"Add the scope {Word(reply.Text("needed") ?? "it names")} to the app and reinstall it.",
            "msg_too_long" => "The message is too long.",
            "user_not_found" or "user_not_visible" => "Check the person's Slack ID in the settings.",
            "message_not_found" => "The message was deleted.",
            "cant_update_message" => "Another account posted the message.",
            SlackFailure.RateLimited or "rate_limited" => "It will be tried again later.",
            "internal_error" or "fatal_error" or "service_unavailable" =>
                "Slack has an outage; check status.slack.com.",
            _ => $"Look the error up at https://docs.slack.dev/reference/methods/{method}.",
        };
}
