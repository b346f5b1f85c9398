using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>Everything that an activity may know about the attempt that it performs or probes.</summary>
/// <param name="Run">The run as it is in the journal, the attempt's start included.</param>
/// <param name="Host">The host; null for a step of the run itself.</param>
/// <param name="Before">
/// What <see cref="IActivity.PrepareAsync"/> found, as it is in the journal; empty while preparing.
/// </param>
/// <param name="Time">How much of the step's timeout remains.</param>
/// <param name="Output">Takes the command's output line by line, and removes secrets from it.</param>
public sealed record StepContext(
    Run Run,
    PlannedStep Step,
    Host? Host,
    StepKey Key,
    Lease Lease,
    Facts Before,
    StepTime Time,
    Action<string> Output
)
{
    public Plan Plan => Run.Plan ?? throw new InvalidOperationException($"Run {Run.Id} has no plan yet.");

    /// <summary>The host of a step that has one.</summary>
    /// <exception cref="InvalidOperationException">The step is one of the run itself.</exception>
    public Host TheHost => Host ?? throw new InvalidOperationException($"{Key} is a step of the run, not of a host.");
}
