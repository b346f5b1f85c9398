using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Code that can prepare, perform and probe one kind of step. Failures and doubts are outcomes; an exception is a bug
/// and makes the step unknown. Preparing and probing only read.
/// </summary>
public interface IActivity
{
    /// <summary>The name in the runbook (<see cref="Runbooks.Work.Activity"/>).</summary>
    string Name { get; }

    /// <summary>
    /// Reads what must be known beforehand (the boot ID, a free branch name); journaled with the step's start. A
    /// failure here means that nothing was changed.
    /// </summary>
    Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation) => Task.FromResult(Outcome.Done());

    /// <summary>Does it. Called at most once per step key.</summary>
    Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation);

    /// <summary>
    /// Looks whether a failed step is done by now, whoever did it; only asked where its work leaves a trace. Reads
    /// only.
    /// </summary>
    Task<ProbeAnswer> LookAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("Nobody can see on the host whether it is done."));

    /// <summary>Finds out what became of this very attempt, after its hand died or its connection was lost.</summary>
    Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation);

    /// <summary>
    /// Stops this very attempt and sees it ended, or says that it still runs. An activity that runs no command on a
    /// host has nothing to stop: it is asked what became of it.
    /// </summary>
    Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) => ProbeAsync(step, cancellation);
}
