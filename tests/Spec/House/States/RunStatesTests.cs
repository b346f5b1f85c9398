using OlUpgrade.Runs;

namespace OlUpgrade.Spec.House.States;

/// <summary>The page with the states of a run is what the decider does.</summary>
public sealed class RunStatesTests
{
    private const string Page = "docs/run-states.md";

    private static readonly Lazy<Exploration> Found = new(() => Exploration.Of(Stories.Plans()));

    [Fact]
    public void The_page_shows_what_the_decider_does() =>
        Baseline.Reads(Page, RunStates.Page(Found.Value.OfRuns, Found.Value.OfSteps));

    [Fact]
    public void A_transition_that_is_new_or_gone_is_seen()
    {
        var (runs, steps) = (Found.Value.OfRuns, Found.Value.OfSteps);
        var agreed = RunStates.Page(runs, steps);
        Assert.Equal(
            [$"{Page} says otherwise:", "-     Halted --> Aborted: run-aborted"],
            Baseline.Differences(
                Page,
                agreed,
                RunStates.Page(runs.Where(one => one.From != "Halted" || one.To != "Aborted"), steps)
            )
        );
        Assert.Equal(
            [$"{Page} says otherwise:", "+     Skipped --> Pending: step-resumed"],
            Baseline.Differences(
                Page,
                agreed,
                RunStates.Page(runs, [.. steps, new("Skipped", "step-resumed", "Pending")])
            )
        );
    }

    [Fact]
    public void Every_status_and_every_phase_is_reached()
    {
        Assert.Equal(Enum.GetNames<RunStatus>().ToHashSet(), Found.Value.OfRuns.Select(one => one.To).ToHashSet());
        Assert.Equal(Enum.GetNames<StepPhase>().ToHashSet(), Found.Value.OfSteps.Select(one => one.To).ToHashSet());
    }
}
