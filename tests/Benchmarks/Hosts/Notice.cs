using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// How long after sshd's first word the journal has it that a host is back. In a lab of its own, so that the knocking
/// slows nobody in the races.
/// </summary>
internal static class Notice
{
    public static async Task<Figure> MeasureAsync(TimeProvider time)
    {
        var (scene, hosts) = await Race.LineUpAsync(Course.OneReboot);
        await using var _ = scene;
        var watching = new BannerWatch(scene.Fleet.Network, time).WatchAsync(hosts);
        var run = await ProductRun.RunAsync(scene);
        var spoke = await watching;
        var late = LabFleet.AllHosts.Select(host =>
            (run.Verdict.At("step-succeeded", host, Course.Reboot) - spoke[host]).TotalMilliseconds
        );
        return new Figure("a reboot, from sshd's first word to the journal, median of 8 hosts", Median.Of(late), "ms");
    }
}
