using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// One connected socket, seen from the core: three things that can be done to it, none of which waits.
/// </summary>
internal sealed record SocketLine(Action<string> Write, Action Close, Action Abort)
{
    /// <summary>A muted line stays open and carries nothing more, as dead sockets do.</summary>
    public bool IsMuted { get; set; }

    public void Send(JsonObject message)
    {
        if (!IsMuted)
            Write(message.ToJsonString());
    }
}
