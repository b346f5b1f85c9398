using System.Net;
using System.Net.Sockets;

namespace OlUpgrade.Spec.Ssh;

/// <summary>A proxy in front of an sshd that can break a connection in the middle of a ledger call.</summary>
internal sealed class BreakingDoor : IDisposable
{
    /// <summary>More than opening a channel sends, and less than the ledger's script, which is sent first.</summary>
    private const int HalfAFrame = 8 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _open = [];

    private Fault _fault = Fault.None;
    private int _sent;
    private int _sentBeforeReply;

    public BreakingDoor(int target)
    {
        _listener.Start();
        _ = AcceptAsync(target);
    }

    private enum Fault
    {
        None,
        CallIsCut,
        AnswerIsLost,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were made to the door.</summary>
    public int Connections { get; private set; }

    /// <summary>How much of an answer was kept back.</summary>
    public int LostBytes { get; private set; }

    /// <summary>The next call breaks off while its frame is on the way.</summary>
    public void CutNextCall() => Arm(Fault.CallIsCut);

    /// <summary>The frame of the next call arrives; nothing comes back until the door is closed or broken.</summary>
    public void LoseNextAnswer() => Arm(Fault.AnswerIsLost);

    /// <summary>Breaks all open connections; new ones are served again.</summary>
    public void Break()
    {
        lock (_gate)
        {
            _fault = Fault.None;
            foreach (var one in _open)
                one.Dispose();
            _open.Clear();
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        Break();
        _closing.Dispose();
    }

    private void Arm(Fault fault)
    {
        lock (_gate)
            (_fault, _sent, _sentBeforeReply) = (fault, 0, 0);
    }

    private async Task AcceptAsync(int target)
    {
        while (!_closing.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, target, _closing.Token);
            lock (_gate)
                _open.AddRange([client, server]);
            Connections++;
            _ = PumpAsync(client, server, MayPassUp);
            _ = PumpAsync(server, client, MayPassDown);
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Predicate<int> mayPass)
    {
        var buffer = new byte[1024];
        var (source, target) = (from.GetStream(), to.GetStream());
        for (var count = await source.ReadAsync(buffer); count > 0; count = await source.ReadAsync(buffer))
        {
            if (mayPass(count))
                await target.WriteAsync(buffer.AsMemory(0, count));
        }

        to.Dispose();
    }

    private bool MayPassUp(int count)
    {
        lock (_gate)
        {
            _sent += count;
            if (_fault != Fault.CallIsCut || _sent < HalfAFrame)
                return true;
        }

        Break();
        return false;
    }

    private bool MayPassDown(int count)
    {
        lock (_gate)
        {
            // The script says that it has begun, and gets the frame: what comes then is the answer.
            var isLost = _fault == Fault.AnswerIsLost && _sentBeforeReply > 0 && _sent > _sentBeforeReply;
            if (!isLost && _sent >= HalfAFrame)
                _sentBeforeReply = _sent;
            LostBytes += isLost ? count : 0;
            return !isLost;
        }
    }
}
