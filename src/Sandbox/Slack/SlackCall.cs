using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>One call of a Web API method.</summary>
internal sealed record SlackCall(SlackWorkspace Workspace, SlackToken Token, SlackArguments Arguments)
{
    public string? Text(string name) => Arguments.Text(name);

    /// <summary>The channel with this ID; null if there is none that the bot can see.</summary>
    public SlackChannel? Channel(string? id) =>
        Workspace.Channel(id) is { } channel && CanSee(channel) ? channel : null;

    /// <summary>Finds the channel of the call, which the bot must be in. Returns null, or the refusal.</summary>
    public JsonObject? FindChannel(out SlackChannel channel)
    {
        channel = Channel(Text("channel"))!;
        if (channel is null)
            return SlackAnswer.Refuse("channel_not_found");
        return channel.HasBot ? null : SlackAnswer.Refuse("not_in_channel");
    }

    /// <summary>Finds a message in a channel that the bot is in. Returns null, or the refusal.</summary>
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

    private static bool CanSee(SlackChannel channel) => channel.HasBot || !channel.IsPrivate;
}
