using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Socket Mode: issues tickets for sockets, sends each envelope to one socket in turn, and waits three seconds for its
/// acknowledgement. Without one, the person who typed a command sees operation_timeout; an event is sent again at once,
/// after a minute and after five more, and is then dropped.
/// </summary>
internal sealed class SocketMode(SlackWorkspace workspace, TimeProvider clock)
{
    private const int MaxSockets = 10;
    private const int MaxOpen = 1_000;
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly Lock _gate = workspace.Gate;
    private readonly HashSet<string> _tickets = [];
    private readonly List<OpenSocket> _sockets = [];
    private readonly List<SlackEnvelope> _open = [];
    private readonly long _salt = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private int _lastId;
    private int _next;
    private bool _usesSockets;
    private JsonObject? _last;

    public int Connections
    {
        get
        {
            lock (_gate)
                return _sockets.Count;
        }
    }

    /// <summary>How many acknowledgements arrived, including repeated ones.</summary>
    public int Acknowledgements { get; private set; }

    /// <summary>Creates a WebSocket address that can be used once.</summary>
    public string OpenTicket()
    {
        lock (_gate)
        {
            _usesSockets = true;
            var ticket = NewName();
            _tickets.Add(ticket);
            var link = new UriBuilder(workspace.Address)
            {
                Scheme = workspace.Address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
                Path = "/link/",
                Query = $"ticket={ticket}&app_id={SlackWorkspace.AppId}",
            };
            return link.Uri.ToString();
        }
    }

    /// <summary>Uses up the ticket and greets the socket; false if the ticket is unknown or was used before.</summary>
    public bool Connect(string? ticket, OpenSocket socket)
    {
        int connections;
        lock (_gate)
        {
            if (!_tickets.Remove(ticket ?? ""))
                return false;
            _sockets.Add(socket);
            connections = _sockets.Count;
            workspace.Touch();
        }
        if (connections > MaxSockets)
            Send(socket, "too_many_websockets");
        else
            socket.Send(Hello(connections));
        return true;
    }

    public void Leave(OpenSocket socket)
    {
        lock (_gate)
        {
            _sockets.Remove(socket);
            workspace.Touch();
        }
    }

    public void Deliver(SlackEnvelope envelope)
    {
        OpenSocket? socket;
        JsonObject message;
        lock (_gate)
        {
            if (envelope.IsClosed)
                return;
            Remember(envelope);
            socket = _sockets.Count > 0 ? _sockets[_next++ % _sockets.Count] : null;
            message = envelope.Send(NewName());
            _last = message;
        }
        if (socket is not null)
            SendAndWait(socket, envelope, message);
        else if (workspace.Listener is { } listener)
            listener(message);
        else
            NoSocket(envelope);
    }

    public void Acknowledge(string envelopeId, JsonObject? payload)
    {
        lock (_gate)
        {
            Acknowledgements++;
            if (_open.Find(each => each.Has(envelopeId)) is not { } envelope)
                return;
            Close(envelope);
            envelope.Acknowledged?.Invoke(payload);
        }
    }

    public void Redeliver()
    {
        List<SlackEnvelope> waiting;
        lock (_gate)
            waiting = [.. _open.Where(envelope => envelope.IsEvent)];
        foreach (var envelope in waiting)
            if (NextRetry(envelope))
                Deliver(envelope);
    }

    /// <summary>Asks every socket to reconnect. "warning" leaves it open; any other reason closes it.</summary>
    public void Disconnect(string reason)
    {
        foreach (var socket in OpenSockets())
            Send(socket, reason);
    }

    /// <summary>Aborts every socket without notice.</summary>
    public void Drop()
    {
        foreach (var socket in OpenSockets())
            socket.Abort();
    }

    /// <summary>Leaves every socket open but sends nothing more on it.</summary>
    public void Mute()
    {
        foreach (var socket in OpenSockets())
            socket.IsMuted = true;
    }

    /// <summary>Aborts the oldest socket without notice; false if there is none.</summary>
    public bool DropOne()
    {
        var socket = OpenSockets().FirstOrDefault();
        socket?.Abort();
        return socket is not null;
    }

    /// <summary>Leaves one more socket open but sends nothing more on it; false if there is none.</summary>
    public bool MuteOne()
    {
        var socket = OpenSockets().Find(one => !one.IsMuted);
        socket?.IsMuted = true;
        return socket is not null;
    }

    /// <summary>
    /// Sends the last envelope again under its old ID over the next socket, as happens when an acknowledgement is lost;
    /// false if there is no envelope or no socket.
    /// </summary>
    public bool Repeat()
    {
        OpenSocket socket;
        lock (_gate)
        {
            if (_last is null || _sockets.Count == 0)
                return false;
            socket = _sockets[_next++ % _sockets.Count];
        }
        socket.Send(_last);
        return true;
    }

    private void SendAndWait(OpenSocket socket, SlackEnvelope envelope, JsonObject message)
    {
        socket.Send(message);
        lock (_gate)
            if (!envelope.IsClosed)
                envelope.SetAlarm(clock, AcknowledgeWithin, Unacknowledged);
    }

    /// <summary>
    /// Handles an envelope without a socket: a command fails at once; an event is retried if the app uses sockets.
    /// </summary>
    private void NoSocket(SlackEnvelope envelope)
    {
        lock (_gate)
        {
            if (!envelope.IsEvent)
                Fail(envelope, "dispatch_failed");
            else if (_usesSockets)
                envelope.SetAlarm(clock, AcknowledgeWithin, Unacknowledged);
        }
    }

    private void Unacknowledged(SlackEnvelope envelope)
    {
        var pause = Pauses[Math.Min(envelope.Retries, Pauses.Length - 1)];
        lock (_gate)
        {
            if (envelope.IsClosed)
                return;
            if (!envelope.IsEvent)
            {
                Fail(envelope, "operation_timeout");
                return;
            }
            if (!NextRetry(envelope))
                return;
            if (pause > TimeSpan.Zero)
                envelope.SetAlarm(clock, pause, Deliver);
        }
        if (pause == TimeSpan.Zero)
            Deliver(envelope);
    }

    private bool NextRetry(SlackEnvelope envelope)
    {
        if (envelope.Retries < Pauses.Length)
        {
            envelope.Retries++;
            return true;
        }
        Close(envelope);
        return false;
    }

    private void Fail(SlackEnvelope envelope, string error)
    {
        Close(envelope);
        envelope.Failed?.Invoke(error);
    }

    private void Remember(SlackEnvelope envelope)
    {
        if (!_open.Contains(envelope))
            _open.Add(envelope);
        if (_open.Count > MaxOpen)
            Close(_open[0]);
    }

    private void Close(SlackEnvelope envelope)
    {
        envelope.Close();
        _open.Remove(envelope);
    }

    private List<OpenSocket> OpenSockets()
    {
        lock (_gate)
            return [.. _sockets];
    }

    private static void Send(OpenSocket socket, string reason)
    {
        socket.Send(
            new JsonObject
            {
                ["type"] = "disconnect",
                ["reason"] = reason,
                ["debug_info"] = new JsonObject { ["host"] = "sandbox" },
            }
        );
        if (reason != "warning")
            socket.Close();
    }

    private static JsonObject Hello(int connections) =>
        new()
        {
            ["type"] = "hello",
            ["num_connections"] = connections,
            ["debug_info"] = new JsonObject
            {
                ["host"] = "sandbox",
                ["build_number"] = 1,
                ["approximate_connection_time"] = 18_060,
            },
            ["connection_info"] = new JsonObject { ["app_id"] = SlackWorkspace.AppId },
        };

    private string NewName() => $"{_salt:x12}-sandbox-{++_lastId:D6}";
}
