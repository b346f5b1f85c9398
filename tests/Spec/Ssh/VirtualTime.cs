using Microsoft.Extensions.Time.Testing;

namespace OlUpgrade.Spec.Ssh;

/// <summary>Virtual time that advances until a task is done, for at most two virtual hours.</summary>
public sealed class VirtualTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public FakeTimeProvider Provider { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public async Task<T> Finish<T>(Task<T> task)
    {
        for (var steps = 0; steps < 72_000 && !task.IsCompleted; steps++)
        {
            Provider.Advance(Step);
            await Task.Yield();
        }

        Assert.True(task.IsCompleted, "Two virtual hours were not enough.");
        return await task;
    }

    public async Task Pass(TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += Step)
        {
            Provider.Advance(Step);
            await Task.Yield();
        }
    }
}
