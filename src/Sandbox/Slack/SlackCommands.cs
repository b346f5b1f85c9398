using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Slash commands: what the app is sent when a person types one, and the response address at which it may answer five
/// times within thirty minutes.
/// </summary>
internal sealed class SlackCommands(SlackWorkspace workspace, TimeProvider clock)
{
    private const string Known = "/upgrade";
    private const int MostAnswers = 5;
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(30);
    private static readonly HashSet<string> AnswerKeys =
        ["text", "blocks", "response_type", "replace_original", "delete_original", "mrkdwn", "thread_ts"];

    private readonly long _salt = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Dictionary<string, Address> _addresses = [];
    private int _typed;

    public JsonObject? Type(SlackPerson person, SlackChannel channel, string line)
    {
        var words = line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (words[0] != Known)
            {
                workspace.Whisper(person.Id, channel.Id, $"`{words[0]}` is not a valid command.", "USLACKBOT");
                return null;
            }
            payload = Payload(person, channel, words.ElementAtOrDefault(1) ?? "");
        }
        workspace.Sockets.Deliver(new SlackEnvelope("slash_commands", payload));
        return (JsonObject)payload.DeepClone();
    }

    /// <summary>POST to a response address.</summary>
    public EmulatedReply Respond(EmulatedRequest request)
    {
        lock (workspace.Gate)
        {
            if (!request.Is("POST") || !_addresses.TryGetValue(request.Path, out var address))
                return EmulatedReply.Text(404, "no_such_url");
            if (clock.GetUtcNow() > address.ExpiresAt)
                return EmulatedReply.Text(404, "expired_url");
            if (address.Used == MostAnswers)
                return EmulatedReply.Text(404, "used_url");
            if (request.MediaType != "application/json" || JsonText.Object(request.Body) is not { } body)
                return EmulatedReply.Text(400, "invalid_payload");

            address.Used++;
            return Show(workspace, address.Payload, body)
                ? EmulatedReply.Text(200, "ok")
                : EmulatedReply.Text(400, "invalid_payload");
        }
    }

    /// <summary>Shows what the app answers to a command: to the person alone unless it says in_channel.</summary>
    public static bool Show(SlackWorkspace workspace, JsonObject command, JsonObject answer)
    {
        if (answer.Any(pair => !AnswerKeys.Contains(pair.Key)) || Read(answer) is not { } content)
            return false;

        var channel = (string)command["channel_id"]!;
        if (JsonText.String(answer["response_type"]) == "in_channel")
            workspace.Add(
                workspace.Channel(channel)!, SlackWorkspace.BotUserId, content, thread: null, broadcast: false);
        else
            workspace.Whisper((string)command["user_id"]!, channel, content.Text, SlackWorkspace.BotUserId);
        return true;
    }

    private static SlackContent? Read(JsonObject answer)
    {
        var blocks = answer["blocks"] as JsonArray;
        var text = JsonText.String(answer["text"]);
        return text is null && blocks is null ? null : new SlackContent(text ?? "", (JsonArray?)blocks?.DeepClone());
    }

    private JsonObject Payload(SlackPerson person, SlackChannel channel, string text)
    {
        var number = ++_typed;
        var path = $"/commands/{SlackWorkspace.TeamId}/{_salt}/{number}";
        var payload = new JsonObject
        {
            ["token"] = "sandbox-verification-token",
            ["team_id"] = SlackWorkspace.TeamId,
            ["team_domain"] = "openlibrary",
            ["channel_id"] = channel.Id,
            ["channel_name"] = channel.IsPrivate ? "privategroup" : channel.Name,
            ["user_id"] = person.Id,
            ["user_name"] = person.Name,
            ["command"] = Known,
            ["text"] = SlackWorkspace.Escape(text),
            ["api_app_id"] = SlackWorkspace.AppId,
            ["is_enterprise_install"] = "false",
            ["response_url"] = new Uri(workspace.Address, path).ToString(),
            ["trigger_id"] = workspace.Interactions.NewTrigger(person.Id),
        };
        _addresses[path] = new Address(payload, clock.GetUtcNow() + AnswersWithin);
        return payload;
    }

    private sealed class Address(JsonObject payload, DateTimeOffset expiresAt)
    {
        public JsonObject Payload { get; } = payload;

        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        public int Used { get; set; }
    }
}
