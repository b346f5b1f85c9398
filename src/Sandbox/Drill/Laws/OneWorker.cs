using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>Law 4: a worker that has lost its lease changes nothing more, in the journal or on a host.</summary>
public sealed class OneWorker : ILaw
{
    private readonly Dictionary<string, long> _onHost = [];
    private long _inJournal;

    public void Appended(ImmutableArray<Entry> entries)
    {
        foreach (var happened in entries.Select(entry => entry.Event))
        {
            if (happened is RunEvent.RunTakenOver taken)
                _inJournal =
                    taken.Fence > _inJournal
                        ? taken.Fence
                        : throw new LawBrokenException("4", $"The fencing token fell to {taken.Fence}.");
            if (happened is RunEvent.StepStarted started && started.Fence != _inJournal)
                throw new LawBrokenException(
                    "4",
                    $"{started.Place} started under fencing token {started.Fence}; the run's is {_inJournal}."
                );
        }
    }

    public void Happened(Effect effect)
    {
        if (effect.Kind is not (EffectKind.AttemptBegan or EffectKind.FenceRaised))
            return;
        var highest = _onHost.GetValueOrDefault(effect.Host);
        if (effect.Fence < highest)
            throw new LawBrokenException(
                "4",
                $"{effect.Kind} on {effect.Host} under fencing token {effect.Fence}, after {highest} was seen there."
            );
        _onHost[effect.Host] = effect.Fence;
    }
}
