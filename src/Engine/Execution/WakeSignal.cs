namespace OlUpgrade.Execution;

/// <summary>
/// An auto-reset signal: any thread sets it, one loop waits for it. A signal set before the wait is not lost.
/// </summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _set = New();

    /// <summary>Completes when the signal is next set, or at once if it was set since the last call.</summary>
    public Task NextAsync()
    {
        var current = _set;
        if (current.Task.IsCompleted)
            Interlocked.CompareExchange(ref _set, New(), current);
        return current.Task;
    }

    public void Set() => _set.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
