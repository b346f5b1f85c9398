using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Prepares, performs and probes one kind of step. Failures and doubts are outcomes; an exception is a bug and makes
/// the step unknown. Preparing and probing only read.
/// </summary>
public interface IActivity
{
    /// <summary>Its name in the runbook (<see cref="Runbooks.Work.Activity"/>).</summary>
    string Name { get; }

    /// <summary>
    /// Reads what must be known first (the boot ID, a free branch name). The result is in the journal with the step's
    /// start. A failure here means that nothing was changed.
    /// </summary>
    Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation) => Task.FromResult(Outcome.Done());

    /// <summary>Does the work. Called at most once for each step key.</summary>
    Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation);

    /// <summary>
    /// Checks whether a failed step is done by now, whoever did it. Called only if the work leaves a trace
    /// (<see cref="Runbooks.Work.LeavesTrace"/>). Only reads.
    /// </summary>
    Task<ProbeAnswer> LookAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("The host does not show whether it is done."));

    /// <summary>Finds out what became of this attempt, after its worker died or its connection was lost.</summary>
    Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation);

    /// <summary>
    /// Stops this attempt and waits until it has ended, or answers that it is still running. An activity without a
    /// command on a host has nothing to stop, so it probes instead.
    /// </summary>
    Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) => ProbeAsync(step, cancellation);
}
