using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Asks a host, before the plan is made, what an upgrade would change by the package lists it has now, and which of
/// these changes could not be undone. Only reads.
/// </summary>
public sealed class PreviewActivity(IHostShell shell) : IActivity
{
    private const string Lost = "lost ";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    public string Name => "outlook";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await shell.AskAsync(step.TheHost, ShellScript.Of(KeepScripts.Preview, Deadline), cancellation);
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        if (reply.Answer!.ExitCode != 0)
            return Outcome.Fail(
                FailureKind.ExitCode,
                $"{step.TheHost.Name} could not report what an upgrade would change: "
                    + $"{reply.Answer.Error.Trim()} Nothing was changed."
            );
        var lines = reply.Answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Outcome.Done(
            (UpgradePreview.ChangingFact, string.Join('\n', lines.Select(line => line[Lost.Length..]))),
            (
                UpgradePreview.LostFact,
                string.Join(
                    '\n',
                    lines
                        .Where(line => line.StartsWith(Lost, StringComparison.Ordinal))
                        .Select(line => line[Lost.Length..])
                )
            )
        );
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));
}
