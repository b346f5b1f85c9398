namespace OlUpgrade.Execution;

/// <summary>A bell that any thread may ring and one loop waits for. Rings before the wait are not lost.</summary>
internal sealed class Poke
{
    private TaskCompletionSource _rung = New();

    /// <summary>Completes at the next ring after this call, or at once when it rang since the last call.</summary>
    public Task Next()
    {
        var current = _rung;
        if (current.Task.IsCompleted)
            Interlocked.CompareExchange(ref _rung, New(), current);
        return current.Task;
    }

    public void Ring() => _rung.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
