using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Law 2: an attempt starts at most once. The next one starts only after the journal says that the last one did not
/// happen, that it failed, or that a person decided.
/// </summary>
public sealed class UnknownIsAsked(World world) : ILaw
{
    private readonly HashSet<StepKey> _started = [];
    private readonly Dictionary<StepPlace, RunEvent> _last = [];

    public void Happened(Effect effect)
    {
        if (effect.Kind == EffectKind.AttemptBegan && !_started.Add(effect.Key!.Value))
            throw new LawBrokenException("2", $"{effect.Key} started twice.");
    }

    public void Appended(ImmutableArray<Entry> entries)
    {
        foreach (var happened in entries.Select(entry => entry.Event))
        {
            if (happened is RunEvent.StepStarted started)
                MayStart(started);
            if (PlaceOf(happened) is { } place)
                _last[place] = happened;
            // An adopted host is taken again, whatever happened to it before.
            if (happened is RunEvent.HostAdopted adopted)
                _last[BuiltInSteps.TakeOf(adopted.Place)] = adopted;
        }
    }

    private void MayStart(RunEvent.StepStarted started)
    {
        var may =
            _last.GetValueOrDefault(started.Place)
            is null
                or RunEvent.StepFailed
                or RunEvent.RetryScheduled
                or RunEvent.StepNotHappened
                or RunEvent.StepResumed
                or RunEvent.HostAdopted
                or RunEvent.DoubtSettled { Happened: false };
        if (!may)
            throw new LawBrokenException(
                "2",
                $"{started.Place} started attempt {started.Attempt} after {_last[started.Place]}."
            );
    }

    public void Ended(Run run)
    {
        foreach (
            var reboots in world
                .Fleet.Effects.All.Where(effect => effect.Kind == EffectKind.RebootOrdered)
                .GroupBy(effect => effect.Key)
        )
        {
            if (reboots.Key is not null && reboots.Count() > 1)
                throw new LawBrokenException("2", $"{reboots.Key} rebooted its host {reboots.Count()} times.");
        }
    }

    private static StepPlace? PlaceOf(RunEvent happened) =>
        happened switch
        {
            RunEvent.StepStarted e => e.Place,
            RunEvent.StepSucceeded e => e.Place,
            RunEvent.StepFailed e => e.Place,
            RunEvent.RetryScheduled e => e.Place,
            RunEvent.StepDoubted e => e.Place,
            RunEvent.StepNotHappened e => e.Place,
            RunEvent.StepUnknown e => e.Place,
            RunEvent.StepResumed e => e.Place,
            RunEvent.HostAdopted e => e.Place,
            RunEvent.DoubtSettled e => e.Place,
            RunEvent.StepSkipped e => e.Place,
            // All others are about the run, a stage or a host, and settle no step.
            _ => null,
        };
}
