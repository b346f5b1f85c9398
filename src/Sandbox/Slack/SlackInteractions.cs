using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Buttons that people press and forms that they fill in. Each action gives the app a trigger, with which it may open
/// one form within three seconds.
/// </summary>
internal sealed class SlackInteractions(SlackWorkspace workspace, TimeProvider clock)
{
    private static readonly TimeSpan TriggerLifetime = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, (string User, DateTimeOffset Until)> _triggers = [];
    private readonly HashSet<string> _spent = [];
    private readonly List<SlackView> _views = [];
    private int _lastId;

    public IEnumerable<SlackView> ViewsOf(string user) => _views.Where(view => view.User == user);

    /// <summary>Creates a trigger for an action of this person.</summary>
    public string NewTrigger(string user)
    {
        var trigger = $"{clock.GetUtcNow().ToUnixTimeMilliseconds()}.{++_lastId}.sandbox";
        _triggers[trigger] = (user, clock.GetUtcNow() + TriggerLifetime);
        return trigger;
    }

    public void Press(SlackPerson person, SlackChannel channel, SlackMessage message, string actionId, string? value)
    {
        JsonObject payload;
        lock (workspace.Gate)
        {
            var button = ButtonOf(message, actionId, value)
                ?? throw new ArgumentException($"The message {message.Ts} has no button {actionId}.", nameof(actionId));
            payload = Common("block_actions", person);
            payload["container"] = new JsonObject
            {
                ["type"] = "message",
                ["message_ts"] = message.Ts,
                ["channel_id"] = channel.Id,
                ["is_ephemeral"] = false,
            };
            payload["trigger_id"] = NewTrigger(person.Id);
            payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name };
            payload["message"] = SlackWorkspace.Render(message, withMetadata: true);
            payload["state"] = new JsonObject { ["values"] = new JsonObject() };
            payload["response_url"] = workspace.Responses.OfAction(new ResponseTarget(person.Id, channel, message));
            payload["actions"] = new JsonArray(button);
        }

        workspace.Sockets.Deliver(new SlackEnvelope("interactive", payload));
    }

    /// <summary>Submits a person's form. As in Slack, an empty required field is an error.</summary>
    public void Submit(SlackPerson person, string viewId, IReadOnlyDictionary<string, string> filled)
    {
        SlackView view;
        JsonObject payload;
        lock (workspace.Gate)
        {
            view = _views.Find(one => one.Id == viewId && one.User == person.Id)
                ?? throw new ArgumentException($"{person.Name} has no form {viewId} open.", nameof(viewId));
            if (view.MissingField(filled) is { } field)
                throw new ArgumentException($"Please complete this required field: {field}.", nameof(filled));
            if (view.IsSent)
                throw new ArgumentException($"The form {viewId} has already been submitted.", nameof(viewId));
            view.Send();
            workspace.Touch();
            payload = Common("view_submission", person);
            payload["trigger_id"] = NewTrigger(person.Id);
            payload["view"] = view.Sent(filled);
            payload["response_urls"] = new JsonArray();
        }

        workspace.Sockets.Deliver(
            new SlackEnvelope("interactive", payload)
            {
                Acknowledged = answer => Answered(view, answer),
                Failed = _ => Reopen(view, null),
            }
        );
    }

    public void Close(string user, string viewId)
    {
        lock (workspace.Gate)
        {
            _views.RemoveAll(view => view.Id == viewId && view.User == user);
            workspace.Touch();
        }
    }

    /// <summary><c>views.open</c>.</summary>
    public JsonObject Open(SlackCall call)
    {
        var trigger = call.Text("trigger_id") ?? "";
        if (_spent.Contains(trigger))
            return SlackAnswer.Refuse("exchanged_trigger_id");
        if (!_triggers.TryGetValue(trigger, out var issued))
            return SlackAnswer.Refuse("invalid_trigger_id");
        if (clock.GetUtcNow() > issued.Until)
            return SlackAnswer.Refuse("expired_trigger_id");
        if (call.Arguments.Structure("view") is not JsonObject given)
            return SlackAnswer.Refuse("invalid_arguments", "invalid view [json-pointer:/view]");
        if (SlackView.FaultOf(given) is { } fault)
            return SlackAnswer.Refuse("invalid_arguments", fault);
        BlockIds.Fill((JsonArray)given["blocks"]!);
        _spent.Add(trigger);
        var view = new SlackView($"V{++_lastId:D6}", issued.User, given);
        _views.Add(view);
        workspace.Touch();
        return SlackAnswer.Ok(new JsonObject { ["view"] = view.ToJson() });
    }

    /// <summary>A form with errors stays open; any other answer closes it.</summary>
    private void Answered(SlackView view, JsonObject? answer)
    {
        if (JsonText.String(answer?["response_action"]) == "errors")
        {
            Reopen(view, answer!["errors"] as JsonObject);
            return;
        }
        _views.Remove(view);
        workspace.Touch();
    }

    private void Reopen(SlackView view, JsonObject? errors)
    {
        view.Reopen(errors);
        workspace.Touch();
    }

    private JsonObject? ButtonOf(SlackMessage message, string actionId, string? value)
    {
        foreach (var block in (message.Content.Blocks ?? []).OfType<JsonObject>())
        {
            var button = ButtonsOf(block)
                .FirstOrDefault(one =>
                    JsonText.String(one["action_id"]) == actionId
                    && (value is null || JsonText.String(one["value"]) == value)
                );
            if (button is null)
                continue;

            var pressed = (JsonObject)button.DeepClone();
            pressed["block_id"] = block["block_id"]!.DeepClone();
            pressed["action_ts"] = SlackTimestamp.Of(clock.GetUtcNow());
            return pressed;
        }

        return null;
    }

    private static IEnumerable<JsonNode> ButtonsOf(JsonObject block) =>
        ((block["elements"] as JsonArray) ?? [])
            .Append(block["accessory"])
            .OfType<JsonNode>()
            .Where(element => JsonText.String(element["type"]) == "button");

    private static JsonObject Common(string type, SlackPerson person) =>
        new()
        {
            ["type"] = type,
            ["user"] = new JsonObject
            {
                ["id"] = person.Id,
                ["username"] = person.Name,
                ["name"] = person.Name,
                ["team_id"] = SlackWorkspace.TeamId,
            },
            ["api_app_id"] = SlackWorkspace.AppId,
            ["token"] = "sandbox-verification-token",
            ["team"] = new JsonObject { ["id"] = SlackWorkspace.TeamId, ["domain"] = "openlibrary" },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
        };
}
