using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>Law 3: the engine's state of a run is the fold of its journal and nothing else.</summary>
public sealed class OnlyEventsMove(World world) : ILaw
{
    public void Rested(Run run, DriveResult result) => Compare(run);

    public void Ended(Run run)
    {
        Compare(run);
        foreach (var entry in world.Entries(run.Id))
        {
            var stored = EventCodec.Encode(entry.Event);
            if (EventCodec.Encode(EventCodec.Decode(stored)) != stored)
                throw new LawBrokenException("3", $"Entry {entry.Version} changes when it is stored and read back.");
        }
    }

    private void Compare(Run run)
    {
        var fold = Run.Fold(run.Id, world.Entries(run.Id));
        var isSame =
            fold.Version == run.Version
            && fold.Status == run.Status
            && fold.FencingToken == run.FencingToken
            && fold.Steps.Count == run.Steps.Count
            && fold.Steps.Values.All(step => IsSame(step, run.Step(step.Place)))
            && Agenda.Next(fold, world.Time.GetUtcNow()).SequenceEqual(Agenda.Next(run, world.Time.GetUtcNow()));
        if (!isSame)
            throw new LawBrokenException(
                "3",
                $"The engine's run {run.Id} is not the fold of its {fold.Version} entries."
            );
    }

    private static bool IsSame(StepProgress one, StepProgress other) =>
        one.Before.SequenceEqual(other.Before)
        && one.Evidence.SequenceEqual(other.Evidence)
        && one with { Before = other.Before, Evidence = other.Evidence } == other;
}
