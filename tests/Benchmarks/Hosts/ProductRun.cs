using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>How long a run of the product took, by its own journal.</summary>
/// <param name="OnHosts">Seconds from taking the first host until the last host was healthy.</param>
/// <param name="Whole">Seconds from the request to the end, with survey, issue, plan and approval.</param>
internal sealed record ProductRun(double OnHosts, double Whole, Verdict Verdict)
{
    private const string Take = "take host";

    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    public static async Task<ProductRun> RunAsync(Scene scene)
    {
        await scene.StartAsync("/upgrade start race");
        var verdict = await scene.SettledAsync(MaxDuration);
        if (verdict.Status != "Succeeded")
            throw new InvalidOperationException($"The run to measure did not succeed: {verdict}");
        var (first, last) = (scene.Fleet.Hosts[0], scene.Fleet.Hosts[^1]);
        var onHosts = verdict.At("step-succeeded", last, Course.Health) - verdict.At("step-started", first, Take);
        var whole = At(verdict, "run-succeeded") - At(verdict, "run-requested");
        return new ProductRun(onHosts.TotalSeconds, whole.TotalSeconds, verdict);
    }

    private static DateTimeOffset At(Verdict verdict, string happened) =>
        (DateTimeOffset)verdict.Of(happened)[0]["at"]!;
}
