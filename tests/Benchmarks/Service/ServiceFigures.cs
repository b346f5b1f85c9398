using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Sandbox;

namespace OlUpgrade.Benchmarks.Service;

/// <summary>
/// How soon the service is ready after its process starts, and how much memory it uses while nothing happens.
/// </summary>
internal static class ServiceFigures
{
    private const int Rounds = 5;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(TimeProvider time, CancellationToken cancellation)
    {
        var ready = new List<double>();
        double memory = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("olupgrade-benchmark-");
            await using var servers = await SandboxServers.StartAsync(time, cancellation: cancellation);
            var started = time.GetTimestamp();
            using (var service = ServiceProcess.Start(folder.FullName, servers))
            {
                await service.ReadyAsync(time, cancellation);
                ready.Add(time.GetElapsedTime(started).TotalSeconds);
                if (round == Rounds - 1)
                    memory = await AtRestAsync(service, time, cancellation);
            }

            folder.Delete(recursive: true);
        }

        return
        [
            new Figure("service, from process start to an answering API", Median.Of(ready), "s", Aim: "at most 5 s"),
            new Figure($"service, resident memory after {Idle.TotalSeconds:0} s of rest", memory, "MiB"),
        ];
    }

    private static async Task<double> AtRestAsync(
        ServiceProcess service,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        await Task.Delay(Idle, time, cancellation);
        return await service.ResidentMegabytesAsync(cancellation);
    }
}
