using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// A connected socket as <see cref="SocketMode"/> sees it. None of its three actions waits.
/// </summary>
internal sealed record OpenSocket(Action<string> Write, Action Close, Action Abort)
{
    /// <summary>A muted socket stays open but carries nothing, like a dead connection.</summary>
    public bool IsMuted { get; set; }

    public void Send(JsonObject message)
    {
        if (!IsMuted)
            Write(message.ToJsonString());
    }
}
