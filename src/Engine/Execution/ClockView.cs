namespace OlUpgrade.Execution;

/// <summary>
/// The jumps of the clock as one run sees them, each until it is in the run's journal. It outlives the run's driver, so
/// that a driver that failed loses none.
/// </summary>
public sealed class ClockView
{
    private readonly ClockWatch _watch;
    private int _seen;

    internal ClockView(ClockWatch watch, int seen)
    {
        _watch = watch;
        _seen = seen;
    }

    /// <summary>Looks at the clock; the oldest jump that is not journaled yet, or null.</summary>
    public ClockJump? Next()
    {
        _watch.Look();
        return _watch.At(_seen);
    }

    /// <summary>The jump is in the journal.</summary>
    public void Noted() => _seen++;
}
