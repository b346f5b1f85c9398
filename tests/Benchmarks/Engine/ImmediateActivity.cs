using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Benchmarks.Engine;

/// <summary>A step that is done at once, so that only the engine's own work is measured.</summary>
internal sealed class ImmediateActivity : IActivity
{
    public string Name => "run";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult(Outcome.Done());

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It is done at once or not at all."));
}
