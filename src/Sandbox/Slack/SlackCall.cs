using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>One call of a method: whose workspace, by whom, with what.</summary>
internal sealed record SlackCall(SlackWorkspace Workspace, SlackToken Token, SlackArguments Arguments)
{
    public string? Text(string name) => Arguments.Text(name);

    /// <summary>The channel with this ID, or null when there is none that the bot could know of.</summary>
    public SlackChannel? Channel(string? id) => Workspace.Channel(id) is { } channel && Knows(channel) ? channel : null;

    /// <summary>The channel that the argument names and the bot is in, or why not.</summary>
    public JsonObject? FindChannel(out SlackChannel channel)
    {
        channel = Channel(Text("channel"))!;
        if (channel is null)
            return SlackAnswer.Refuse("channel_not_found");
        return channel.HasBot ? null : SlackAnswer.Refuse("not_in_channel");
    }

    /// <summary>A message of a channel that the bot is in, or why not.</summary>
    public JsonObject? FindMessage(string tsName, out SlackChannel channel, out SlackMessage message)
    {
        message = null!;
        if (FindChannel(out channel) is { } refusal)
            return refusal;
        if (channel.Find(Text(tsName)) is not { } found)
            return SlackAnswer.Refuse("message_not_found");

        message = found;
        return null;
    }

    private static bool Knows(SlackChannel channel) => channel.HasBot || !channel.IsPrivate;
}
