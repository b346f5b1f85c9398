namespace OlUpgrade.Execution;

/// <summary>A bell that any thread may ring and one loop waits for. Rings before the wait are not lost.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _set = New();

    /// <summary>Completes at the next ring after this call, or at once when it rang since the last call.</summary>
    public Task Next()
    {
        var current = _set;
        if (current.Task.IsCompleted)
            Interlocked.CompareExchange(ref _set, New(), current);
        return current.Task;
    }

    public void Set() => _set.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
