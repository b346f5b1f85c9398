namespace OlUpgrade.Hosting.Decisions;

/// <summary>
/// How often each person may do something: at most a number of times at once, and no more than that on average. What
/// was used comes back evenly over the time.
/// </summary>
internal sealed class RateLimit(int max, TimeSpan per, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Left, long At)> _known = new(StringComparer.Ordinal);

    /// <summary>Uses one. Null if it is granted, else how long to wait for the next.</summary>
    public TimeSpan? Take(string person)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var left = _known.TryGetValue(person, out var before)
                ? Math.Min(max, before.Left + (max * (time.GetElapsedTime(before.At, now) / per)))
                : max;
            var isGranted = left >= 1;
            _known[person] = (isGranted ? left - 1 : left, now);
            return isGranted ? null : (1 - left) / max * per;
        }
    }
}
