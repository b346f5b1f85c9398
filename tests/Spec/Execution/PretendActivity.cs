using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Execution;

/// <summary>An activity that does what the test says and records its attempts.</summary>
internal sealed class PretendActivity : IActivity
{
    public string Name => "run";

    public Func<StepContext, Task<Outcome>> Prepare { get; set; } = _ => Task.FromResult(Outcome.Done());

    public Func<StepContext, Task<Outcome>> Perform { get; set; } = _ => Task.FromResult(Outcome.Done());

    public Func<StepContext, ProbeAnswer> Probe { get; set; } = _ => new ProbeAnswer.CannotTell("Unknown.");

    /// <summary>The attempts that were performed, in order.</summary>
    public IList<StepKey> Performed { get; } = new List<StepKey>();

    public Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation) => Prepare(step);

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        Performed.Add(step.Key);
        return Perform(step);
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult(Probe(step));
}
