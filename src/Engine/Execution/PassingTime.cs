namespace OlUpgrade.Execution;

/// <summary>
/// Waits by a given clock. Unlike <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/>, a cancelled wait
/// ends on the thread that cancels. In virtual time everything stays on one thread, so one seed gives one story.
/// </summary>
public static class PassingTime
{
    /// <summary>Completes after the span.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task PassAsync(this TimeProvider time, TimeSpan span, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var over = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => over.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await using var ended = cancellation.UnsafeRegister((_, token) => over.TrySetCanceled(token), null);
        await over.Task;
    }
}
