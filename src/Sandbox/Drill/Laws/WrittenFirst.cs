using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>Law 1: nothing changes a host before its intent is in the journal.</summary>
public sealed class WrittenFirst : ILaw
{
    private readonly List<RunEvent.StepStarted> _intents = [];

    public void Appended(ImmutableArray<Entry> entries) =>
        _intents.AddRange(entries.Select(entry => entry.Event).OfType<RunEvent.StepStarted>());

    public void Happened(Effect effect)
    {
        if (effect.Kind == EffectKind.Booted)
            return;
        var intents = _intents.Where(started => started.Place.Host == effect.Host);
        var isWritten = effect.Key is { } key
            ? intents.Any(started => started.Place == key.Place && started.Attempt == key.Attempt)
            : intents.Any(started => started.Place.Step == ReservedNames.TakeStep);
        if (!isWritten)
            throw new LawBrokenException(
                "1",
                $"{effect.Kind} on {effect.Host} ({effect.Detail}) happened before its intent was written."
            );
    }
}
