using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The chat page and its requests. GET /_sandbox/state returns one channel as one person sees it. POSTs under
/// /_sandbox/ let that person write, react, press and submit, or disturb the sockets; they must be JSON, which no page
/// of another origin can send.
/// </summary>
internal sealed class SlackPage(SlackWorkspace workspace)
{
    private readonly EmbeddedPage _files = new("Slack");

    /// <summary>The reply to a path of the page; null if the path belongs to the service itself.</summary>
    public EmulatedReply? Handle(EmulatedRequest request)
    {
        if (request.Is("GET") && request.Path.StartsWith("/archives/", StringComparison.Ordinal))
            return _files.Html;
        if (request.Is("GET") && _files.File(request.Path) is { } file)
            return file;

        return request.Path switch
        {
            "/_sandbox/state" => State(request),
            "/_sandbox/say" => Post(request, Say),
            "/_sandbox/react" => Post(request, React),
            "/_sandbox/press" => Post(request, Press),
            "/_sandbox/submit" => Post(request, Submit),
            "/_sandbox/close" => Post(request, body =>
                workspace.Interactions.Close(Required(body, "user"), Required(body, "view"))
            ),
            "/_sandbox/sockets" => Post(request, Disturb),
            _ => null,
        };
    }

    private static EmulatedReply Post(EmulatedRequest request, Action<JsonObject> act)
    {
        if (!request.Is("POST") || request.MediaType != "application/json")
            return Problem("send JSON by POST");
        if (JsonText.Object(request.Body) is not { } body)
            return Problem("send a JSON object");

        try
        {
            act(body);
            return EmulatedReply.Json(200, SlackAnswer.Ok());
        }
        catch (ArgumentException wrong)
        {
            return Problem(wrong.Message);
        }
    }

    private static EmulatedReply Problem(string sentence) =>
        EmulatedReply.Json(400, new JsonObject { ["error"] = sentence });

    private void Say(JsonObject body)
    {
        var text = Required(body, "text");
        if (text.StartsWith('/'))
            workspace.TypeCommand(Required(body, "user"), Required(body, "channel"), text);
        else
            workspace.Say(Required(body, "user"), Required(body, "channel"), text, JsonText.String(body["thread_ts"]));
    }

    private void React(JsonObject body)
    {
        Func<string, string, string, string, bool> act = JsonText.Flag(body["on"])
            ? workspace.React
            : workspace.Unreact;
        act(Required(body, "user"), Required(body, "channel"), Required(body, "ts"), Required(body, "name"));
    }

    private void Press(JsonObject body) =>
        workspace.Press(
            Required(body, "user"),
            Required(body, "channel"),
            Required(body, "ts"),
            Required(body, "action"),
            JsonText.String(body["value"])
        );

    private void Submit(JsonObject body) =>
        workspace.Submit(
            Required(body, "user"),
            Required(body, "view"),
            (body["filled"] as JsonObject ?? []).ToDictionary(
                field => field.Key,
                field => JsonText.String(field.Value) ?? ""
            )
        );

    private void Disturb(JsonObject body)
    {
        switch (Required(body, "action"))
        {
            case "drop":
                workspace.Sockets.Drop();
                break;
            case "mute":
                workspace.Sockets.Mute();
                break;
            case "drop_one":
                workspace.Sockets.DropOne();
                break;
            case "mute_one":
                workspace.Sockets.MuteOne();
                break;
            case "repeat":
                workspace.Sockets.Repeat();
                break;
            case "warning" or "refresh_requested" or "link_disabled":
                workspace.Sockets.Disconnect(Required(body, "action"));
                break;
            default:
                throw new ArgumentException(
                    "action must be one of drop, drop_one, mute, mute_one, repeat, "
                        + "warning, refresh_requested, link_disabled",
                    nameof(body)
                );
        }
    }

    private static string Required(JsonObject body, string name) =>
        JsonText.String(body[name]) ?? throw new ArgumentException($"{name} is missing", nameof(body));

    private EmulatedReply State(EmulatedRequest request)
    {
        lock (workspace.Gate)
        {
            if (request.QueryValue("version") == $"{workspace.Version}")
                return EmulatedReply.Empty(204);

            var viewer = request.QueryValue("user") ?? "";
            var channel = workspace.Channel(request.QueryValue("channel")) ?? workspace.Channels.First();
            return EmulatedReply.Json(
                200,
                new JsonObject
                {
                    ["version"] = workspace.Version,
                    ["people"] = JsonText.Array(workspace.People.Select(Person)),
                    ["channels"] = JsonText.Array(workspace.Channels.Select(Channel)),
                    ["channel"] = channel.Id,
                    ["messages"] = JsonText.Array(
                        channel.Messages.Select(each => SlackWorkspace.Render(each, withMetadata: false))
                    ),
                    ["whispers"] = JsonText.Array(
                        workspace
                            .EphemeralsFor(viewer)
                            .Where(ephemeral => ephemeral.ChannelId == channel.Id)
                            .Select(ephemeral => ephemeral.ToJson())
                    ),
                    ["forms"] = JsonText.Array(
                        workspace.Interactions.ViewsOf(viewer).Select(view => (JsonNode?)view.Shown())
                    ),
                    ["scheduled"] = workspace.Queue.ToJson(),
                    ["connections"] = workspace.Sockets.Connections,
                    ["hosts"] = workspace.HostsPage?.ToString(),
                }
            );
        }
    }

    private static JsonObject Person(SlackPerson person) =>
        new()
        {
            ["id"] = person.Id,
            ["name"] = person.Name,
            ["real_name"] = person.RealName,
            ["kind"] = person.Kind,
        };

    private static JsonObject Channel(SlackChannel channel) =>
        new()
        {
            ["id"] = channel.Id,
            ["name"] = channel.Name,
            ["private"] = channel.IsPrivate,
        };
}
