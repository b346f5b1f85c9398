using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// One run over many simulated hosts, several at once, compared with one at a time. The hosts answer at once, so this
/// measures the service with its journal, its notes and the emulators, all in this process.
/// </summary>
internal static class CrowdFigures
{
    private const int Hosts = 200;
    private const int AtOnce = 20;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(TimeProvider time, CancellationToken cancellation)
    {
        var alone = await RunAsync(limit: 1, time, cancellation);
        var together = await RunAsync(AtOnce, time, cancellation);
        var name = $"{Hosts} hosts, {AtOnce} at once";
        var (each, anchor) = (1000 / together.StepsEachSecond, 1000 / alone.StepsEachSecond);
        return
        [
            new Figure($"{name}, each step", each, "ms", "one at a time", anchor),
            new Figure(name, together.StepsEachSecond, "steps/s"),
            new Figure(
                $"{name}, statements for each step",
                together.StatementsEachStep,
                "statements",
                Aim: "at most 10"
            ),
            new Figure($"{name}, commits for each step", together.CommitsEachStep, "commits"),
        ];
    }

    /// <summary>Measures from the approval to the end.</summary>
    private static async Task<Pace> RunAsync(int limit, TimeProvider time, CancellationToken cancellation)
    {
        using var folder = new TempFolder();
        await using var servers = await SandboxServers.StartAsync(time, cancellation: cancellation);
        servers.GitHub.RequestsPerHour = int.MaxValue;
        var heard = new HeardStatements();
        var workflows = ManyHosts.Write(folder.File("workflows"), Enumerable.Range(1, Hosts), limit);
        await using var service = await PlayedService.StartAsync(folder.Path, workflows, servers, cancellation, heard);
        var id = await service.OpenAsync(ManyHosts.Runbook, [], cancellation);
        var asked = await service.AwaitAsync(id, run => run.Status == RunStatus.AwaitingApproval, time, cancellation);
        heard.Clear();
        await service.ApproveAsync(asked, cancellation);
        await service.AwaitAsync(id, run => run.Status == RunStatus.Succeeded, time, cancellation);
        var (statements, commits) = (heard.Statements.Count, heard.Commits);
        var entries = await service.Journal.ReadAsync(id, asked.Version, cancellation);
        double steps = entries.Count(entry => entry.Event is RunEvent.StepStarted);
        return new Pace(steps / (entries[^1].At - entries[0].At).TotalSeconds, statements / steps, commits / steps);
    }

    private sealed record Pace(double StepsEachSecond, double StatementsEachStep, double CommitsEachStep);
}
