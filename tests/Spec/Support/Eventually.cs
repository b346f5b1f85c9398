namespace OlUpgrade.Spec.Support;

/// <summary>Polls in real time until something is true, and fails with its name at the limit.</summary>
internal static class Eventually
{
    // A test that passes does not wait this long, however busy the machine is.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    public static Task True(string what, Func<bool> look) => True(what, () => Task.FromResult(look()));

    public static Task True(string what, Func<Task<bool>> look) =>
        Found<string>(what, async () => await look() ? what : null, seen: null);

    public static Task<T> Found<T>(string what, Func<T?> look)
        where T : class => Found(what, () => Task.FromResult(look()), seen: null);

    /// <summary>The value, as soon as it is there.</summary>
    /// <param name="seen">What there was instead, for the message of the failure.</param>
    /// <param name="within">The limit, 2 minutes by default; a longer one is polled less often.</param>
    public static async Task<T> Found<T>(string what, Func<Task<T?>> look, Func<string>? seen, TimeSpan? within = null)
        where T : class
    {
        var limit = within ?? MaxDuration;
        var pause = within / 1000 ?? Pause;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < limit)
        {
            if (await look() is { } found)
                return found;
            await Task.Delay(pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"Within {limit.TotalSeconds:0} s there was never: {what}. {seen?.Invoke()}");
        throw new System.Diagnostics.UnreachableException();
    }
}
