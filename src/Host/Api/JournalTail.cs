using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Waits for new entries in a run's journal. It reads the journal itself, so it sees the entries of every worker.
/// </summary>
public sealed class JournalTail(IJournal journal, TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The entries after a version: empty if none came in time, null if the service is stopping.</summary>
    /// <param name="wait">How long to wait for the first entry; at most 30 s.</param>
    public async Task<ImmutableArray<Entry>?> ReadAsync(
        RunId run,
        int after,
        TimeSpan wait,
        CancellationToken cancellation
    )
    {
        var (started, limit) = (time.GetTimestamp(), wait < MaxDuration ? wait : MaxDuration);
        while (true)
        {
            var entries = await journal.ReadAsync(run, after, cancellation);
            if (!entries.IsEmpty || time.GetElapsedTime(started) >= limit)
                return entries;
            if (life.ApplicationStopping.IsCancellationRequested)
                return null;
            await Task.Delay(PollInterval, time, cancellation);
        }
    }
}
