using System.Collections.Immutable;
using System.Text.Json;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// Follows a run's journal to its end and folds it. If the service stops answering, it retries for 10 minutes; a
/// service that never answered is not awaited.
/// </summary>
internal sealed class Watcher(Service service, RunId id, TimeProvider time)
{
    private static readonly TimeSpan MaxOutage = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly ServiceReply Unreadable = new(
        null,
        ExitCode.BadInput,
        "The service has events that this olupgrade does not know. Use the olupgrade of the service's release."
    );

    private Run _run = Run.Initial(id);
    private QuietPeriod? _outage;

    public async Task<WatchEnd> RunAsync(IWatchDisplay display, CancellationToken cancellation)
    {
        try
        {
            while (!_run.IsSettled)
            {
                if (await ReadAsync(display, cancellation) is { } refusal)
                    return new WatchEnd(_run, refusal);
            }

            return new WatchEnd(_run);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new WatchEnd(_run, IsInterrupted: true);
        }
    }

    /// <summary>Reads the journal once. Returns the reply that ends the watching; null to continue.</summary>
    private async Task<ServiceReply?> ReadAsync(IWatchDisplay display, CancellationToken cancellation)
    {
        var path = $"api/runs/{id}/journal?after={_run.Version}&wait={(int)display.MaxWait.TotalSeconds}";
        var reply = await service.GetAsync(path, cancellation);
        if (reply.Body is { } body)
            return Follow(display, body);
        if (reply.RetryAfter is { } wait)
        {
            // The person watches more than they may; the run is not affected, and this one waits for its turn.
            await Task.Delay(wait, time, cancellation);
            return null;
        }

        if (reply.ExitCode != ExitCode.NoServer || _run.Version == 0)
            return reply;
        var now = time.GetUtcNow();
        _outage ??= new QuietPeriod(now, now + MaxOutage);
        if (now >= _outage.Until)
            return reply;
        display.ShowOutage(_outage);
        await Task.Delay(Pause, time, cancellation);
        return null;
    }

    private ServiceReply? Follow(IWatchDisplay display, JsonElement body)
    {
        if (Read(body) is not { } entries)
            return Unreadable;
        if (_outage is not null)
            display.ShowOutage(_outage = null);
        var before = _run;
        _run = entries.Aggregate(before, (run, entry) => run.Evolve(entry));
        display.Show(new JournalUpdate(before, entries, _run));
        return null;
    }

    private ImmutableArray<Entry>? Read(JsonElement body)
    {
        try
        {
            return [.. body.Deserialize<EntryView[]>(JsonSerializerOptions.Web)!.Select(entry => entry.In(id))];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
