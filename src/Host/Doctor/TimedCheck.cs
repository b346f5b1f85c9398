using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// One part of the checkup, within its limit: what hangs or cannot be read becomes a finding of its own, and the other
/// parts go on. The calls inside have shorter limits; this one is behind them.
/// </summary>
internal sealed class TimedCheck(TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public async Task<ImmutableArray<Finding>> LookAsync(
        string subject,
        Func<CancellationToken, Task<ImmutableArray<Finding>>> look,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await Task.Run(() => look(either.Token), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return
            [
                Finding.Wrong(subject, $"it was not done within {Limit.TotalSeconds:0} s and was given up. Try again."),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [Finding.Wrong(subject, $"{fault.Message} Run this as the user of the service.")];
        }
    }
}
