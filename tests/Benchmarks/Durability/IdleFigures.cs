using System.Globalization;
using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Benchmarks.Service;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// What the service's process holds and uses while many runs wait for an approval and nothing happens, beside the same
/// with no run at all. It rests first until it has taken up all runs and read back what was answered meanwhile.
/// </summary>
internal sealed class IdleFigures(TimeProvider time, CancellationToken cancellation)
{
    private const int Waiting = 1_000;
    private const double AtRest = 0.1;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var none = await MeasureAsync(0);
        var many = await MeasureAsync(Waiting);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Waiting:N0} runs that wait for an approval");
        return
        [
            new Figure($"{name}, from process start until all are held", many.Held, "s"),
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
        var begun = time.GetTimestamp();
        using var service = ServiceProcess.Start(folder.Path, servers);
        await service.ReadyAsync(time, cancellation);
        var journal = new JournalFile(Path.Combine(folder.File("data"), DataFolder.JournalFile));
        await UntilAsync(async () => await journal.CountAsync(typeof(RunEvent.RunTakenOver)) == 2 * runs);
        var held = time.GetElapsedTime(begun).TotalSeconds;
        await UntilAsync(async () => await UsedAsync(service, Look) < AtRest);
        var used = await UsedAsync(service, Idle);
        return new Seen(held, await service.ResidentMegabytesAsync(cancellation), used);
    }

    /// <summary>Runs of one host each, all asked about and none answered.</summary>
    private async Task OpenAsync(TempFolder folder, SandboxServers servers, int runs)
    {
        var workflows = ManyHosts.Write(folder.File("workflows"), Enumerable.Range(1, Math.Max(1, runs)));
        await using var service = await PlayedService.StartAsync(folder.Path, workflows, servers, cancellation);
        var opened = new List<RunId>();
        for (var number = 1; number <= runs; number++)
        {
            // A plan holds its runbook's text: each knows its own host only.
            ManyHosts.Write(workflows, [number]);
            opened.Add(await service.OpenAsync(ManyHosts.Runbook, [], cancellation));
        }

        foreach (var run in opened)
            await service.AwaitAsync(run, one => one.Status == RunStatus.AwaitingApproval, time, cancellation);
    }

    private async Task<double> UsedAsync(ServiceProcess service, TimeSpan meanwhile)
    {
        var before = service.ProcessorSeconds();
        await Task.Delay(meanwhile, time, cancellation);
        return service.ProcessorSeconds() - before;
    }

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var begun = time.GetTimestamp(); !await isSo(); await Task.Delay(Look / 50, time, cancellation))
        {
            if (time.GetElapsedTime(begun) > MaxDuration)
                throw new TimeoutException($"The service was not at rest within {MaxDuration}.");
        }
    }

    private sealed record Seen(double Held, double Megabytes, double Seconds);
}
