using System.Globalization;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Service;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// The memory and processor time of the service's process while many runs wait for an approval and nothing happens,
/// compared with no runs. It is measured when the service has taken over all runs and has come to rest.
/// </summary>
internal sealed class IdleFigures(TimeProvider time, CancellationToken cancellation)
{
    private const int Waiting = 1_000;
    private const double MaxRestSeconds = 0.1;

    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var none = await MeasureAsync(0);
        var many = await MeasureAsync(Waiting);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Waiting:N0} runs that wait for an approval");
        return
        [
            new Figure($"{name}, from process start until all are taken over", many.Held, "s"),
            new Figure($"{name}, resident memory at rest", many.Megabytes, "MiB", "with no run", none.Megabytes),
            new Figure($"{name}, processor time in an idle minute", many.Seconds, "s", "with no run", none.Seconds),
        ];
    }

    private async Task<Seen> MeasureAsync(int runs)
    {
        using var folder = new TempFolder();
        await using var servers = await SandboxServers.StartAsync(time, cancellation: cancellation);
        servers.GitHub.RequestsPerHour = int.MaxValue;
        await OpenAsync(folder, servers, runs);
        var started = time.GetTimestamp();
        using var service = ServiceProcess.Start(folder.Path, servers);
        await service.ReadyAsync(time, cancellation);
        var journal = new JournalFile(Path.Combine(folder.File("data"), DataFolder.JournalFile));
        await UntilAsync(async () => await journal.CountAsync(typeof(RunEvent.RunTakenOver)) == 2 * runs);
        var held = time.GetElapsedTime(started).TotalSeconds;
        await UntilAsync(async () => await UsedAsync(service, PollEvery) < MaxRestSeconds);
        var used = await UsedAsync(service, IdleTime);
        return new Seen(held, await service.ResidentMegabytesAsync(cancellation), used);
    }

    /// <summary>Opens runs on one host each, all of which wait for an approval.</summary>
    private async Task OpenAsync(TempFolder folder, SandboxServers servers, int runs)
    {
        var workflows = ManyHosts.Write(folder.File("workflows"), Enumerable.Range(1, Math.Max(1, runs)));
        await using var service = await PlayedService.StartAsync(folder.Path, workflows, servers, cancellation);
        var opened = new List<RunId>();
        for (var number = 1; number <= runs; number++)
        {
            // A plan contains its runbook's text, so each runbook names only its own host.
            ManyHosts.Write(workflows, [number]);
            opened.Add(await service.OpenAsync(ManyHosts.Runbook, [], cancellation));
        }

        foreach (var run in opened)
            await service.AwaitAsync(run, one => one.Status == RunStatus.AwaitingApproval, time, cancellation);
    }

    private async Task<double> UsedAsync(ServiceProcess service, TimeSpan duration)
    {
        var before = service.ProcessorSeconds();
        await Task.Delay(duration, time, cancellation);
        return service.ProcessorSeconds() - before;
    }

    private async Task UntilAsync(Func<Task<bool>> isReached)
    {
        for (
            var started = time.GetTimestamp();
            !await isReached();
            await Task.Delay(PollEvery / 50, time, cancellation)
        )
        {
            if (time.GetElapsedTime(started) > MaxDuration)
                throw new TimeoutException($"The service was not at rest within {MaxDuration}.");
        }
    }

    private sealed record Seen(double Held, double Megabytes, double Seconds);
}
