using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Socket Mode: tickets for sockets, envelopes to one socket each in turn, and what happens when nobody takes them. A
/// command that is not taken within three seconds shows operation_timeout to the person; an event is sent again at
/// once, after a minute and after five, and is then gone.
/// </summary>
internal sealed class SocketMode(SlackWorkspace workspace, TimeProvider clock)
{
    private const int MaxLines = 10;
    private const int MaxOpen = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly Lock _gate = workspace.Gate;
    private readonly HashSet<string> _tickets = [];
    private readonly List<SocketLine> _lines = [];
    private readonly List<SlackEnvelope> _open = [];
    private readonly long _salt = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private int _named;
    private int _turn;
    private bool _usesSockets;
    private JsonObject? _last;

    public int Connections
    {
        get
        {
            lock (_gate)
                return _lines.Count;
        }
    }

    /// <summary>How many acknowledgements came in, those of envelopes that were taken before included.</summary>
    public int Acknowledgements { get; private set; }

    /// <summary>A WebSocket address that works once.</summary>
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

    /// <summary>Spends the ticket and greets the socket; false when the ticket is unknown or spent.</summary>
    public bool Connect(string? ticket, SocketLine line)
    {
        int connections;
        lock (_gate)
        {
            if (!_tickets.Remove(ticket ?? ""))
                return false;
            _lines.Add(line);
            connections = _lines.Count;
            workspace.Touch();
        }
        if (connections > MaxLines)
            Send(line, "too_many_websockets");
        else
            line.Send(Hello(connections));
        return true;
    }

    public void Leave(SocketLine line)
    {
        lock (_gate)
        {
            _lines.Remove(line);
            workspace.Touch();
        }
    }

    public void Deliver(SlackEnvelope envelope)
    {
        SocketLine? line;
        JsonObject message;
        lock (_gate)
        {
            if (envelope.IsClosed)
                return;
            Remember(envelope);
            line = _lines.Count > 0 ? _lines[_turn++ % _lines.Count] : null;
            message = envelope.Send(NewName());
            _last = message;
        }
        if (line is not null)
            SendAndWait(line, envelope, message);
        else if (workspace.Listener is { } listener)
            listener(message);
        else
            Miss(envelope);
    }

    public void Acknowledge(string envelopeId, JsonObject? payload)
    {
        lock (_gate)
        {
            Acknowledgements++;
            if (_open.Find(each => each.Has(envelopeId)) is not { } envelope)
                return;
            Close(envelope);
            envelope.Taken?.Invoke(payload);
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

    /// <summary>Asks every socket to go and come back: "warning" leaves it open, any other reason closes it.</summary>
    public void Disconnect(string reason)
    {
        foreach (var line in Lines())
            Send(line, reason);
    }

    /// <summary>Breaks every socket without a word.</summary>
    public void Drop()
    {
        foreach (var line in Lines())
            line.Abort();
    }

    /// <summary>Leaves every socket open and sends nothing more on it.</summary>
    public void Mute()
    {
        foreach (var line in Lines())
            line.IsMuted = true;
    }

    /// <summary>Breaks one socket without a word, the one that is open for longest; false when there is none.</summary>
    public bool DropOne()
    {
        var line = Lines().FirstOrDefault();
        line?.Abort();
        return line is not null;
    }

    /// <summary>Leaves one more socket open and sends nothing more on it; false when there is none.</summary>
    public bool MuteOne()
    {
        var line = Lines().Find(one => !one.IsMuted);
        line?.IsMuted = true;
        return line is not null;
    }

    /// <summary>
    /// Sends the last envelope once more under its old ID, over the socket whose turn it is, as happens when an
    /// acknowledgement is lost on its way; false when there is neither.
    /// </summary>
    public bool Repeat()
    {
        SocketLine line;
        lock (_gate)
        {
            if (_last is null || _lines.Count == 0)
                return false;
            line = _lines[_turn++ % _lines.Count];
        }
        line.Send(_last);
        return true;
    }

    private void SendAndWait(SocketLine line, SlackEnvelope envelope, JsonObject message)
    {
        line.Send(message);
        lock (_gate)
            if (!envelope.IsClosed)
                envelope.SetAlarm(clock, Patience, NotTaken);
    }

    /// <summary>
    /// There is no socket: a command fails at once, an event is tried again where sockets are in use.
    /// </summary>
    private void Miss(SlackEnvelope envelope)
    {
        lock (_gate)
        {
            if (!envelope.IsEvent)
                Fail(envelope, "dispatch_failed");
            else if (_usesSockets)
                envelope.SetAlarm(clock, Patience, NotTaken);
        }
    }

    private void NotTaken(SlackEnvelope envelope)
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

    private List<SocketLine> Lines()
    {
        lock (_gate)
            return [.. _lines];
    }

    private static void Send(SocketLine line, string reason)
    {
        line.Send(
            new JsonObject
            {
                ["type"] = "disconnect",
                ["reason"] = reason,
                ["debug_info"] = new JsonObject { ["host"] = "sandbox" },
            }
        );
        if (reason != "warning")
            line.Close();
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

    private string NewName() => $"{_salt:x12}-sandbox-{++_named:D6}";
}
