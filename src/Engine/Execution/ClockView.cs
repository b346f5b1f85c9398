namespace OlUpgrade.Execution;

/// <summary>
/// One run's view of the clock's jumps: each stays until it is in the run's journal. It outlives the run's driver, so a
/// driver that fails loses none.
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

    /// <summary>Reads the clock. Returns the oldest jump that is not in the journal yet, or null.</summary>
    public ClockJump? Next()
    {
        _watch.Look();
        return _watch.At(_seen);
    }

    /// <summary>Marks the oldest jump as being in the journal.</summary>
    public void Noted() => _seen++;
}
