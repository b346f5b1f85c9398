using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Law 7: whenever the engine rests, the run has ended, waits for a person, or has a time at which it continues.
/// </summary>
public sealed class RunsEndOrWait : ILaw
{
    public void Rested(Run run, DriveResult result)
    {
        var waitsForPerson = run.Status is RunStatus.Paused or RunStatus.Unknown or RunStatus.Halted || IsExpired(run);
        if (!run.IsSettled && result.WakeAt is null && !waitsForPerson)
            throw new LawBrokenException("7", $"The run rests as {run.Status} and nothing will wake it.");
    }

    public void Ended(Run run)
    {
        if (
            run.Status
            is not (
                RunStatus.Succeeded
                or RunStatus.Failed
                or RunStatus.Aborted
                or RunStatus.Refused
                or RunStatus.RolledBack
            )
        )
            throw new LawBrokenException("7", $"The run is settled as {run.Status}.");
    }

    private static bool IsExpired(Run run) => run.CurrentGate is { } gate && run.Gate(gate.Name).Expired;
}
