using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// How long after sshd's first answer the journal records that a host is back. It has a lab of its own, so that the
/// reconnects do not slow down the races.
/// </summary>
internal static class Notice
{
    public static async Task<Figure> MeasureAsync(TimeProvider time)
    {
        var (scene, hosts) = await Race.LineUpAsync(Course.OneReboot);
        await using var _ = scene;
        var watching = new BannerWatch(scene.Fleet.Network, time).WatchAsync(hosts);
        var run = await ProductRun.RunAsync(scene);
        var answered = await watching;
        var late = LabFleet.AllHosts.Select(host =>
            (run.Verdict.At("step-succeeded", host, Course.Reboot) - answered[host]).TotalMilliseconds
        );
        return new Figure(
            "a reboot, from sshd's first answer to the journal, median of 8 hosts",
            Median.Of(late),
            "ms"
        );
    }
}
