using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The entry point of the Web API. It checks method, token and arguments in the order in which Slack does. Refusals are
/// HTTP 200 with ok:false.
/// </summary>
internal sealed class SlackApi(SlackWorkspace workspace, TimeProvider clock)
{
    private const string Prefix = "/api/";

    private readonly Dictionary<string, (long Minute, int Calls)> _calls = new(StringComparer.Ordinal);

    public EmulatedReply Answer(EmulatedRequest request)
    {
        if (!request.Path.StartsWith(Prefix, StringComparison.Ordinal))
            return EmulatedReply.Text(404, "<h1>There is nothing here</h1>", "text/html");
        if (!request.Is("POST") && !request.Is("GET"))
            return EmulatedReply.Empty(405);
        if (SlackMethods.Find(request.Path[Prefix.Length..]) is not { } method)
            return Reply(SlackAnswer.Refuse("unknown_method"));

        lock (workspace.Gate)
            return IsWithinTier(method) ? Answer(request, method) : SlackAnswer.Limited(SecondsLeft());
    }

    /// <summary>Slack's tiers are per method, workspace and minute.</summary>
    private bool IsWithinTier(SlackMethod method)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var (last, calls) = _calls.GetValueOrDefault(method.Name);
        calls = last == minute ? calls + 1 : 1;
        _calls[method.Name] = (minute, calls);
        return calls <= method.PerMinute;
    }

    private int SecondsLeft() => 60 - (int)(clock.GetUtcNow().ToUnixTimeSeconds() % 60);

    private EmulatedReply Answer(EmulatedRequest request, SlackMethod method)
    {
        var arguments = SlackArguments.Read(request, method.SeesJson);
        if (TokenOf(request, arguments) is not { Length: > 0 } value)
            return Reply(SlackAnswer.Refuse("not_authed"));
        if (workspace.Token(value) is not { } token)
            return Reply(SlackAnswer.Refuse("invalid_auth"));

        var answer = Refusal(method, token, arguments) ?? method.Answer(new SlackCall(workspace, token, arguments));
        Warn(answer, request);
        return Reply(answer).With("X-OAuth-Scopes", token.Provided).With("X-Accepted-OAuth-Scopes", method.Scope ?? "");
    }

    private static JsonObject? Refusal(SlackMethod method, SlackToken token, SlackArguments arguments)
    {
        if (token.IsRevoked)
            return SlackAnswer.Refuse("token_revoked");
        if (token.IsAppLevel != method.NeedsAppToken)
            return SlackAnswer.Refuse("not_allowed_token_type");
        if (method.Scope is { } needed && !token.Scopes.Contains(needed))
            return SlackAnswer.MissingScope(needed, token);
        if (arguments.Error is { } unreadable)
            return SlackAnswer.Refuse(unreadable);

        var complaints = method.Complaints(arguments).ToList();
        return complaints.Count > 0 ? SlackAnswer.Refuse("invalid_arguments", complaints) : null;
    }

    /// <summary>A token comes in the header or in a form, never in the query or in JSON.</summary>
    private static string? TokenOf(EmulatedRequest request, SlackArguments arguments)
    {
        const string scheme = "Bearer ";
        if (request.Header("Authorization") is { } header)
            return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : "";
        return request.MediaType == "application/json" || request.Body.Length == 0 ? null : arguments.Text("token");
    }

    private static void Warn(JsonObject answer, EmulatedRequest request)
    {
        if (request.MediaType != "application/json" || request.HasCharset || request.Body.Length == 0)
            return;

        answer["warning"] = "missing_charset";
        answer["response_metadata"] ??= new JsonObject();
        answer["response_metadata"]!["warnings"] = new JsonArray("missing_charset");
    }

    private static EmulatedReply Reply(JsonObject answer) => EmulatedReply.Json(200, answer);
}
