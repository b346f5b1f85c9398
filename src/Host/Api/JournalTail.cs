using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// What follows in a run's journal, as soon as it is there. It looks at the journal itself, so that entries of
/// whatever hand are seen.
/// </summary>
public sealed class JournalTail(IJournal journal, TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>The entries behind a version; none when none came in time, null when the service is stopping.</summary>
    /// <param name="wait">How long to wait for the first of them; 30 s at most.</param>
    public async Task<ImmutableArray<Entry>?> ReadAsync(
        RunId run,
        int after,
        TimeSpan wait,
        CancellationToken cancellation
    )
    {
        var (began, most) = (time.GetTimestamp(), wait < MaxDuration ? wait : MaxDuration);
        while (true)
        {
            var entries = await journal.ReadAsync(run, after, cancellation);
            if (!entries.IsEmpty || time.GetElapsedTime(began) >= most)
                return entries;
            if (life.ApplicationStopping.IsCancellationRequested)
                return null;
            await Task.Delay(LookEvery, time, cancellation);
        }
    }
}
