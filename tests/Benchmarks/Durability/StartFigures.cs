using System.Globalization;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Service;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// How soon a run that was interrupted in the middle of a step continues after the service's process starts: until its
/// next intent is in the journal, after the takeover and the probe. Measured with many finished runs, and with one.
/// </summary>
internal sealed class StartFigures(TimeProvider time, CancellationToken cancellation)
{
    private const int Finished = 10_000;
    private const int Rounds = 5;
    private const string Issues = "/api/v3/repos/internetarchive/openlibrary/issues";

    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(10);

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var one = await MeasureAsync(1);
        var many = await MeasureAsync(Finished);
        var (name, anchor) = (
            string.Create(CultureInfo.InvariantCulture, $"{Finished:N0} finished runs"),
            "with 1 finished run"
        );
        const string aim = "at most 5 s";
        return
        [
            new Figure($"{name}, entries", many.Entries, "entries"),
            new Figure($"{name}, the journal's file", many.Size, "MiB"),
            new Figure(
                $"{name}, from process start to the open run's next intent",
                many.Start,
                "s",
                anchor,
                one.Start,
                aim
            ),
            new Figure(
                $"{name}, from SIGKILL to its next intent after a restart",
                many.Kill,
                "s",
                anchor,
                one.Kill,
                aim
            ),
        ];
    }

    private async Task<Seen> MeasureAsync(int finished)
    {
        using var folder = new TempFolder();
        await using var servers = await SandboxServers.StartAsync(time, cancellation: cancellation);
        var journal = await FinishedRuns.WriteAsync(folder.File("data"), finished, cancellation);
        var open = await OpenAsync(folder.Path, servers);
        var (start, kill) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await journal.RewindAsync(open.Id, open.Version);
            start.Add(await StartAsync(folder.Path, servers, journal, open, open.Version));
            await journal.RewindAsync(open.Id, open.Version);
            kill.Add(await KillAsync(folder.Path, servers, journal, open));
        }

        return new Seen(await journal.EntriesAsync(), journal.Size, Median.Of(start), Median.Of(kill));
    }

    /// <summary>Opens a run that has started to open its issue and does not know whether it is open.</summary>
    private async Task<Run> OpenAsync(string folder, SandboxServers servers)
    {
        servers.GitHub.Outages.HoldNextAnswer("POST " + Issues);
        var workflows = Path.Combine(AppContext.BaseDirectory, "workflows");
        await using var service = await PlayedService.StartAsync(folder, workflows, servers, cancellation);
        var id = await service.OpenAsync("security-patches", ["ol-dev"], cancellation);
        return await service.AwaitAsync(
            id,
            run => run.Step(BuiltInSteps.Issue).Phase == StepPhase.Started,
            time,
            cancellation
        );
    }

    private async Task<double> StartAsync(
        string folder,
        SandboxServers servers,
        JournalFile journal,
        Run open,
        int version
    )
    {
        var started = time.GetUtcNow();
        using var service = ServiceProcess.Start(folder, servers);
        var (_, intent) = await AfterAsync(journal, open, version, typeof(RunEvent.StepStarted));
        return (intent - started).TotalSeconds;
    }

    /// <summary>Kills the service while it asks GitHub whether the step happened.</summary>
    private async Task<double> KillAsync(string folder, SandboxServers servers, JournalFile journal, Run open)
    {
        servers.GitHub.Outages.HoldNextAnswer("GET " + Issues, times: 1_000);
        var service = ServiceProcess.Start(folder, servers);
        var (taken, _) = await AfterAsync(journal, open, open.Version, typeof(RunEvent.RunTakenOver));
        var started = time.GetUtcNow();
        service.Dispose();
        servers.GitHub.Outages.Clear();
        var died = time.GetUtcNow() - started;
        return died.TotalSeconds + await StartAsync(folder, servers, journal, open, taken);
    }

    private async Task<(int Version, DateTimeOffset At)> AfterAsync(
        JournalFile journal,
        Run open,
        int version,
        Type happened
    )
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < MaxDuration; )
        {
            if (await journal.AfterAsync(open.Id, version, happened) is { } found)
                return found;
            await Task.Delay(PollEvery, time, cancellation);
        }

        throw new TimeoutException($"Run {open.Id} had no {happened.Name} after entry {version} within {MaxDuration}.");
    }

    private sealed record Seen(long Entries, double Size, double Start, double Kill);
}
