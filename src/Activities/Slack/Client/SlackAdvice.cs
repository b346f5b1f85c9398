using System.Text.Json;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>What a tired person should do about an error code of Slack.</summary>
internal static class SlackAdvice
{
    public static string Sentence(string method, string code, JsonElement reply) =>
        $"Slack refused {method}: {SlackText.Cut(code, 80)}. {For(code, reply)}";

    private static string For(string code, JsonElement reply) =>
        code switch
        {
            "not_in_channel" => "Invite the app to the channel with /invite.",
            "channel_not_found" => "Check the channel in the runbook, and invite the app if the channel is private.",
            "is_archived" => "The channel is archived: choose another one in the runbook.",
            "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" =>
                "Check the tokens in the configuration; reinstalling the app makes new ones.",
            "not_allowed_token_type" => "The bot token and the app token may be mixed up in the configuration.",
            "missing_scope" => $"Add the scope {reply.Text("needed") ?? "it names"} to the app and reinstall it.",
            "msg_too_long" => "The message is too long.",
            "user_not_found" or "user_not_visible" => "Check the person's Slack ID in the configuration.",
            "message_not_found" => "Somebody deleted the message.",
            "cant_update_message" => "The message belongs to somebody else.",
            SlackFailure.RateLimited or "rate_limited" => "It will be tried again later.",
            "internal_error" or "fatal_error" or "service_unavailable" => "Slack has trouble; see status.slack.com.",
            _ => $"See https://docs.slack.dev/reference/methods for what it means.",
        };
}
