namespace OlUpgrade.Spec.Support;

/// <summary>
/// Waits in real time for what must come true: looks again and again, and fails by name at the limit.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(40);

    public static Task True(string what, Func<bool> look) => True(what, () => Task.FromResult(look()));

    public static Task True(string what, Func<Task<bool>> look) =>
        Found<string>(what, async () => await look() ? what : null, seen: null);

    public static Task<T> Found<T>(string what, Func<T?> look)
        where T : class => Found(what, () => Task.FromResult(look()), seen: null);

    /// <summary>What was looked for, as soon as it is there.</summary>
    /// <param name="seen">Told beside the failure: what there was instead.</param>
    /// <param name="within">The limit, 40 s unless told; between two looks is a thousandth of it.</param>
    public static async Task<T> Found<T>(string what, Func<Task<T?>> look, Func<string>? seen, TimeSpan? within = null)
        where T : class
    {
        var longest = within ?? MaxDuration;
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < longest)
        {
            if (await look() is { } found)
                return found;
            await Task.Delay(longest / 1000, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"Within {longest.TotalSeconds:0} s there was never: {what}. {seen?.Invoke()}");
        throw new System.Diagnostics.UnreachableException();
    }
}
