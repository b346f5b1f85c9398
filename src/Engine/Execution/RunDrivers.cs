using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>Takes runs for this worker: each gets a new lease, and a driver that works under it.</summary>
public sealed class RunDrivers(
    HolderName holder,
    IJournal journal,
    Recorder recorder,
    StepRunner steps,
    TimeProvider time
)
{
    /// <summary>
    /// Takes the run from whichever worker has it. Every attempt that was started under an earlier lease is in doubt
    /// from then on, so the new driver probes it.
    /// </summary>
    public async Task<RunDriver> TakeAsync(RunId run, ClockView clock, CancellationToken cancellation)
    {
        var lease = await journal.TakeAsync(run, holder.Name, time.GetUtcNow(), cancellation);
        await recorder.TellFleetAsync(run, cancellation);
        return new RunDriver(lease, recorder, steps, time, clock);
    }
}
