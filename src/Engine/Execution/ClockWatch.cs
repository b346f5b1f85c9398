namespace OlUpgrade.Execution;

/// <summary>
/// Notices when the wall clock moves by 30 s or more against the monotonic clock. There is one for the process, read
/// every few seconds and in each round of a driver. It cannot see a jump that happened while the process was down.
/// </summary>
public sealed class ClockWatch(TimeProvider time)
{
    /// <summary>
    /// Time services correct less than this all day. Small steps that add up to it count as one jump.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    private readonly Lock _reading = new();
    private readonly List<ClockJump> _jumps = [];
    private DateTimeOffset _wallStart = time.GetUtcNow();
    private long _monotonicStart = time.GetTimestamp();
    private DateTimeOffset _lastWall = time.GetUtcNow();

    /// <summary>The jump since the last call; null if the clock is right.</summary>
    public ClockJump? Look()
    {
        lock (_reading)
        {
            var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
            var by = wall - _wallStart - time.GetElapsedTime(_monotonicStart, monotonic);
            var before = _lastWall;
            _lastWall = wall;
            if (by.Duration() < Tolerance)
                return null;
            (_wallStart, _monotonicStart) = (wall, monotonic);
            _jumps.Add(new(by, before));
            return _jumps[^1];
        }
    }

    /// <summary>A view of the jumps from now on, for one run.</summary>
    public ClockView View()
    {
        lock (_reading)
            return new(this, _jumps.Count);
    }

    internal ClockJump? At(int number)
    {
        lock (_reading)
            return number < _jumps.Count ? _jumps[number] : null;
    }
}
