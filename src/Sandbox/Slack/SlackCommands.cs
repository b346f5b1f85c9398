using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Slash commands: sends the app the command that a person types, and shows the app's answer to that person.
/// </summary>
internal sealed class SlackCommands(SlackWorkspace workspace)
{
    private const string Known = "/upgrade";

    public JsonObject? Type(SlackPerson person, SlackChannel channel, string line)
    {
        var target = new ResponseTarget(person.Id, channel);
        var words = line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (words[0] != Known)
            {
                workspace.PostEphemeral(
                    person.Id,
                    channel.Id,
                    new($"`{words[0]}` is not a valid command."),
                    "USLACKBOT"
                );
                return null;
            }
            payload = Payload(person, target, words.ElementAtOrDefault(1) ?? "");
        }
        workspace.Sockets.Deliver(
            new SlackEnvelope("slash_commands", payload)
            {
                Acknowledged = answer => ShowAnswer(target, answer),
                Failed = error => ShowError(target, error),
            }
        );
        return (JsonObject)payload.DeepClone();
    }

    private void ShowAnswer(ResponseTarget target, JsonObject? answer)
    {
        if (answer is { Count: > 0 })
            target.Show(workspace, answer);
    }

    private void ShowError(ResponseTarget target, string error) =>
        workspace.PostEphemeral(
            target.User,
            target.Channel.Id,
            new($"{Known} failed with the error \"{error}\""),
            "USLACKBOT"
        );

    private JsonObject Payload(SlackPerson person, ResponseTarget target, string text) =>
        new()
        {
            ["token"] = "sandbox-verification-token",
            ["team_id"] = SlackWorkspace.TeamId,
            ["team_domain"] = "openlibrary",
            ["channel_id"] = target.Channel.Id,
            ["channel_name"] = target.Channel.IsPrivate ? "privategroup" : target.Channel.Name,
            ["user_id"] = person.Id,
            ["user_name"] = person.Name,
            ["command"] = Known,
            ["text"] = SlackMarkup.Typed(text),
            ["api_app_id"] = SlackWorkspace.AppId,
            ["is_enterprise_install"] = "false",
            ["response_url"] = workspace.Responses.OfCommand(target),
            ["trigger_id"] = workspace.Interactions.NewTrigger(person.Id),
        };
}
