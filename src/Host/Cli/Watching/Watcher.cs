using System.Collections.Immutable;
using System.Text.Json;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// Follows a run's journal to its end and folds it. A service that goes away is waited for, 10 min at most; one that
/// was never there is not.
/// </summary>
internal sealed class Watcher(Service service, RunId id, TimeProvider time)
{
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly ServiceReply Unreadable = new(
        null,
        ExitCode.BadInput,
        "The service has events that this olupgrade does not know. Use the olupgrade of the service's own release."
    );

    private Run _run = Run.Initial(id);
    private QuietPeriod? _silence;

    public async Task<WatchEnd> RunAsync(IWatchDisplay display, CancellationToken cancellation)
    {
        try
        {
            while (!_run.IsSettled)
            {
                if (await LookAsync(display, cancellation) is { } refusal)
                    return new WatchEnd(_run, refusal);
            }

            return new WatchEnd(_run);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new WatchEnd(_run, IsInterrupted: true);
        }
    }

    /// <summary>One look at the journal; the reply with which the watching ends, if it does.</summary>
    private async Task<ServiceReply?> LookAsync(IWatchDisplay display, CancellationToken cancellation)
    {
        var path = $"api/runs/{id}/journal?after={_run.Version}&wait={(int)display.Patience.TotalSeconds}";
        var reply = await service.GetAsync(path, cancellation);
        if (reply.Body is { } body)
            return Follow(display, body);
        if (reply.ExitCode != ExitCode.NoServer || _run.Version == 0)
            return reply;
        var now = time.GetUtcNow();
        _silence ??= new QuietPeriod(now, now + MaxSilence);
        if (now >= _silence.Until)
            return reply;
        display.Away(_silence);
        await Task.Delay(Pause, time, cancellation);
        return null;
    }

    private ServiceReply? Follow(IWatchDisplay display, JsonElement body)
    {
        if (Read(body) is not { } entries)
            return Unreadable;
        if (_silence is not null)
            display.Away(_silence = null);
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
