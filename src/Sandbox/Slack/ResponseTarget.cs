using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Where the app's answer to a command or a button goes: to the person alone, to the channel if the answer says
/// in_channel, or in place of the message whose button was pressed.
/// </summary>
/// <param name="Pressed">The message whose button was pressed; null for a command.</param>
internal sealed record ResponseTarget(string User, SlackChannel Channel, SlackMessage? Pressed = null)
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

    /// <summary>Shows the answer. Returns false and shows nothing if Slack would not accept it.</summary>
    public bool Show(SlackWorkspace workspace, JsonObject answer)
    {
        if (answer.Any(pair => !AnswerKeys.Contains(pair.Key)))
            return false;
        if (Pressed is not null && IsTrue(answer["delete_original"]))
        {
            Channel.Remove(Pressed);
            workspace.Touch();
            return true;
        }
        if (Read(answer) is not { } content)
            return false;

        if (Pressed is not null && IsTrue(answer["replace_original"]))
            workspace.Edit(Pressed, content with { Metadata = Pressed.Content.Metadata });
        else if (JsonText.String(answer["response_type"]) == "in_channel")
            workspace.Add(Channel, SlackWorkspace.BotUserId, content, Thread(answer), broadcast: false);
        else
            workspace.PostEphemeral(User, Channel.Id, content, SlackWorkspace.BotUserId, Thread(answer));
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
        return new SlackContent(text ?? "", blocks is null ? null : BlockIds.Fill((JsonArray)blocks.DeepClone()));
    }

    /// <summary>Slack accepts these flags as text too.</summary>
    private static bool IsTrue(JsonNode? flag) => JsonText.Flag(flag) || JsonText.String(flag) is "true";
}
