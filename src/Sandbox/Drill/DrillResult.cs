using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>The result of a crash drill.</summary>
/// <param name="Appends">Journal appends of the undisturbed run.</param>
/// <param name="Status">How the undisturbed run ended.</param>
/// <param name="Trouble">Why the undisturbed run did not succeed, so that no story was played; null if it did.</param>
/// <param name="Effects">What the undisturbed run did on the hosts.</param>
/// <param name="Stories">One for each crash point, in their order.</param>
internal sealed record DrillResult(
    Plan Plan,
    int Appends,
    RunStatus Status,
    string? Trouble,
    EffectTally Effects,
    ImmutableArray<DrillStory> Stories
)
{
    public bool IsGood => Trouble is null && Stories.All(story => story.Fault is null);

    public IEnumerable<DrillStory> Faulty => Stories.Where(story => story.Fault is not null);
}
