using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The two forms of a Web API answer: {"ok":true,…} and {"ok":false,"error":…}.</summary>
internal static class SlackAnswer
{
    public static JsonObject Ok(JsonObject? fields = null)
    {
        var answer = fields ?? [];
        answer.Insert(0, "ok", true);
        return answer;
    }

    public static JsonObject Refuse(string error, params IEnumerable<string> messages)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = error };
        var details = JsonText.Strings(messages.Select(message => $"[ERROR] {message}"));
        if (details.Count > 0)
            answer["response_metadata"] = new JsonObject { ["messages"] = details };
        return answer;
    }

    public static JsonObject MissingScope(string needed, SlackToken token)
    {
        var refusal = Refuse("missing_scope");
        refusal["needed"] = needed;
        refusal["provided"] = token.Provided;
        return refusal;
    }

    /// <summary>HTTP 429, for a caller that sends too many requests.</summary>
    public static EmulatedReply Limited(int? retryAfterSeconds)
    {
        var reply = EmulatedReply.Json(429, Refuse("ratelimited"));
        return retryAfterSeconds is { } seconds ? reply.With("Retry-After", $"{seconds}") : reply;
    }
}
