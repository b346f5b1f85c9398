namespace OlUpgrade.Execution;

/// <summary>
/// Lets time pass by a clock. Unlike <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/>, a cancelled
/// wait also ends on the thread of whoever cancels: in virtual time everything stays on one thread, and one seed tells
/// one story.
/// </summary>
public static class PassingTime
{
    /// <summary>Ends after the span; cancelled, it throws <see cref="OperationCanceledException"/>.</summary>
    public static async Task PassAsync(this TimeProvider time, TimeSpan span, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var over = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => over.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await using var ended = cancellation.UnsafeRegister((_, token) => over.TrySetCanceled(token), null);
        await over.Task;
    }
}
