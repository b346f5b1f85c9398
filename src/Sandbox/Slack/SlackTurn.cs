using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// What a person did and where, so that the app's answer finds its place: to the person alone unless it says
/// in_channel, or in place of the message whose button was pressed.
/// </summary>
/// <param name="Pressed">The message whose button was pressed; null for a command.</param>
internal sealed record SlackTurn(string User, SlackChannel Channel, SlackMessage? Pressed = null)
{
    private static readonly HashSet<string> AnswerKeys =
    [
        "text",
        "blocks",
        "response_type",
        "replace_original",
        "delete_original",
        "mrkdwn",
        "thread_ts",
    ];

    /// <summary>False, and nothing is shown, when the answer is none that Slack would take.</summary>
    public bool Show(SlackWorkspace workspace, JsonObject answer)
    {
        if (answer.Any(pair => !AnswerKeys.Contains(pair.Key)))
            return false;
        if (Pressed is not null && Says(answer["delete_original"]))
        {
            Channel.Remove(Pressed);
            workspace.Touch();
            return true;
        }
        if (Read(answer) is not { } content)
            return false;

        if (Pressed is not null && Says(answer["replace_original"]))
            workspace.Edit(Pressed, content with { Metadata = Pressed.Content.Metadata });
        else if (JsonText.String(answer["response_type"]) == "in_channel")
            workspace.Add(Channel, SlackWorkspace.BotUserId, content, Thread(answer), broadcast: false);
        else
            workspace.Whisper(User, Channel.Id, content, SlackWorkspace.BotUserId, Thread(answer));
        return true;
    }

    private string? Thread(JsonObject answer) =>
        Channel.Find(JsonText.String(answer["thread_ts"])) is { IsReply: false } parent ? parent.Ts : null;

    private static SlackContent? Read(JsonObject answer)
    {
        var blocks = answer["blocks"] as JsonArray;
        var text = JsonText.String(answer["text"]);
        if (text is null && blocks is not { Count: > 0 })
            return null;
        if (blocks is not null && BlockRules.FaultOf(blocks, inView: false) is not null)
            return null;
        return new SlackContent(text ?? "", blocks is null ? null : BlockNames.Fill((JsonArray)blocks.DeepClone()));
    }

    /// <summary>These two may be given as a text as well.</summary>
    private static bool Says(JsonNode? flag) => JsonText.Flag(flag) || JsonText.String(flag) is "true";
}
