using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Runs one check within a time limit. A check that hangs or cannot read a file becomes a finding, and the others
/// continue. The calls inside a check have shorter limits of their own.
/// </summary>
internal sealed class TimedCheck(TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public async Task<ImmutableArray<Finding>> RunAsync(
        string subject,
        Func<CancellationToken, Task<ImmutableArray<Finding>>> check,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await Task.Run(() => check(either.Token), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [Finding.Wrong(subject, $"the check took longer than {Limit.TotalSeconds:0} s. Try again.")];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [Finding.Wrong(subject, $"{fault.Message} Run this as the service's user.")];
        }
    }
}
