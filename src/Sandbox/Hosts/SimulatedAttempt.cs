using System.Buffers;
using System.Text;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// One attempt in a simulated ledger: what was started, during which boot, what it printed, how it ended.
/// </summary>
public sealed class SimulatedAttempt(StepKey key, string bootId, long fence, string script)
{
    private readonly ArrayBufferWriter<byte> _output = new();

    private readonly Lock _gate = new();

    // Never disposed: it has no timer, and a stop may come long after the end.
    private CancellationTokenSource StopSource { get; } = new();

    private TaskCompletionSource _changed = new();

    public StepKey Key => key;

    /// <summary>The boot ID at its start.</summary>
    public string BootId { get; internal set; } = bootId;

    public long Fence => fence;

    public string Script => script;

    public int? ExitCode { get; private set; }

    public bool IsRunning { get; private set; }

    /// <summary>True for a key that was looked up before it was started: it may no longer start.</summary>
    public bool IsClosed { get; internal init; }

    public long OutputBytes
    {
        get
        {
            lock (_gate)
                return _output.WrittenCount;
        }
    }

    /// <summary>Canceled when a stop or a power cut interrupts the attempt.</summary>
    internal CancellationToken Stopping => StopSource.Token;

    internal Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    internal void Begin() => IsRunning = true;

    internal void Write(string text)
    {
        lock (_gate)
            _output.Write(Encoding.UTF8.GetBytes(text));
        Wake();
    }

    internal byte[] OutputFrom(long start)
    {
        lock (_gate)
            return start >= _output.WrittenCount ? [] : _output.WrittenSpan[(int)start..].ToArray();
    }

    internal void Interrupt()
    {
        End(null);
        StopSource.Cancel();
    }

    /// <summary>
    /// Ends the attempt; an exit code of null means that it was interrupted. Only the first call counts.
    /// </summary>
    internal void End(int? exitCode)
    {
        if (!IsRunning)
            return;
        ExitCode = exitCode;
        IsRunning = false;
        Wake();
    }

    internal void Wake()
    {
        TaskCompletionSource old;
        lock (_gate)
        {
            old = _changed;
            _changed = new();
        }

        old.TrySetResult();
    }
}
