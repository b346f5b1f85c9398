namespace OlUpgrade.Execution;

/// <summary>
/// Notices when the wall clock is moved: it is held against the clock that nobody can move. One for the process, looked
/// at every few seconds and at each look of a driver. A jump while the process was down cannot be seen.
/// </summary>
public sealed class ClockWatch(TimeProvider time)
{
    /// <summary>Less than this is what time services do all day; small steps that add up to it count as one.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    private readonly Lock _looking = new();
    private readonly List<ClockJump> _jumps = [];
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _steady = time.GetTimestamp();
    private DateTimeOffset _last = time.GetUtcNow();

    /// <summary>The jump that happened since the last look; null when the clock goes right.</summary>
    public ClockJump? Look()
    {
        lock (_looking)
        {
            var (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
            var by = wall - _wall - time.GetElapsedTime(_steady, steady);
            var before = _last;
            _last = wall;
            if (by.Duration() < Tolerance)
                return null;
            (_wall, _steady) = (wall, steady);
            _jumps.Add(new(by, before));
            return _jumps[^1];
        }
    }

    /// <summary>The jumps from now on, for one run.</summary>
    public ClockView View()
    {
        lock (_looking)
            return new(this, _jumps.Count);
    }

    internal ClockJump? At(int number)
    {
        lock (_looking)
            return number < _jumps.Count ? _jumps[number] : null;
    }
}
