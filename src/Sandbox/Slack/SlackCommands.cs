using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Slash commands: what the app is sent when a person types one, and what the person sees of its answer.
/// </summary>
internal sealed class SlackCommands(SlackWorkspace workspace)
{
    private const string Known = "/upgrade";

    public JsonObject? Type(SlackPerson person, SlackChannel channel, string line)
    {
        var turn = new SlackTurn(person.Id, channel);
        var words = line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (words[0] != Known)
            {
                workspace.Whisper(person.Id, channel.Id, new($"`{words[0]}` is not a valid command."), "USLACKBOT");
                return null;
            }
            payload = Payload(person, turn, words.ElementAtOrDefault(1) ?? "");
        }
        workspace.Sockets.Deliver(
            new SlackEnvelope("slash_commands", payload)
            {
                Taken = answer => Take(turn, answer),
                Failed = error => Fail(turn, error),
            }
        );
        return (JsonObject)payload.DeepClone();
    }

    private void Take(SlackTurn turn, JsonObject? answer)
    {
        if (answer is { Count: > 0 })
            turn.Show(workspace, answer);
    }

    private void Fail(SlackTurn turn, string error) =>
        workspace.Whisper(turn.User, turn.Channel.Id, new($"{Known} failed with the error \"{error}\""), "USLACKBOT");

    private JsonObject Payload(SlackPerson person, SlackTurn turn, string text) =>
        new()
        {
            ["token"] = "sandbox-verification-token",
            ["team_id"] = SlackWorkspace.TeamId,
            ["team_domain"] = "openlibrary",
            ["channel_id"] = turn.Channel.Id,
            ["channel_name"] = turn.Channel.IsPrivate ? "privategroup" : turn.Channel.Name,
            ["user_id"] = person.Id,
            ["user_name"] = person.Name,
            ["command"] = Known,
            ["text"] = SlackWorkspace.Escape(text),
            ["api_app_id"] = SlackWorkspace.AppId,
            ["is_enterprise_install"] = "false",
            ["response_url"] = workspace.Responses.OfCommand(turn),
            ["trigger_id"] = workspace.Interactions.NewTrigger(person.Id),
        };
}
