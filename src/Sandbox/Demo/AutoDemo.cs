using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;
using Spectre.Console;

namespace OlUpgrade.Sandbox.Demo;

/// <summary>
/// <c>--auto</c>: plays both people and prints the run as it goes. Exit codes: 0 if the run succeeded within a minute
/// and all notes arrived, 1 if not.
/// </summary>
internal sealed class AutoDemo(SandboxServers servers, DemoService service, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(60);

    private readonly DemoPeople _people = new(servers.Slack);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await WaitForSocketAsync(stop.Token);
            _people.Start();
            var run = await FollowAsync(stop.Token);
            ConsoleOf(output).Write(HostTable.Of(FleetTable.Of(run).Select(HostView.Of)));
            await AwaitNotesAsync(stop.Token);
            await output.WriteLineAsync(
                $"Run {run.Id} "
                    + $"{(run.Status == RunStatus.Succeeded ? "succeeded" : $"ended: {run.EndedBecause}")}; "
                    + $"issue {Issue(run)}"
            );
            return run.Status == RunStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            foreach (var ephemeral in _people.Ephemerals)
                await output.WriteLineAsync($"Only visible to mek: {ephemeral}");
            await output.WriteLineAsync($"The run did not end within {MaxDuration.TotalSeconds:0} s.");
            return ExitCode.Failed;
        }
    }

    private async Task<Run> FollowAsync(CancellationToken cancellation)
    {
        var journal = service.App.Services.GetRequiredService<IJournal>();
        var run = Run.Initial(new RunId(1));
        while (!run.IsSettled)
        {
            _people.Approve();
            foreach (var entry in await journal.ReadAsync(run.Id, run.Version, cancellation))
            {
                run = run.Evolve(entry);
                if (DemoLine.Of(entry, run) is { } line)
                    await output.WriteLineAsync(line);
            }

            if (run.Stuck.FirstOrDefault() is { } stuck)
                throw new InvalidOperationException(
                    $"The run is stuck: {stuck.Place}: {stuck.Failure?.Sentence ?? stuck.Doubt}"
                );
            await Task.Delay(PollEvery, time, cancellation);
        }

        return run;
    }

    private async Task WaitForSocketAsync(CancellationToken cancellation)
    {
        while (servers.Slack.Sockets.Connections == 0)
            await Task.Delay(PollEvery, time, cancellation);
    }

    private async Task AwaitNotesAsync(CancellationToken cancellation)
    {
        var outbox = service.App.Services.GetRequiredService<IOutbox>();
        while ((await outbox.WaitingAsync(cancellation)).Length > 0)
            await Task.Delay(PollEvery, time, cancellation);
    }

    private static string Issue(Run run) => run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault("url") ?? "none";

    private static IAnsiConsole ConsoleOf(TextWriter writer) => Hosting.Cli.ConsoleOf.Writer(writer);
}
