using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// A step that a person skipped never starts afterwards, and nothing starts on a host that a person excluded. A
/// requested rollback ends the exclusion.
/// </summary>
public sealed class LeftAlone : ILaw
{
    private readonly HashSet<StepPlace> _skipped = [];
    private readonly HashSet<string> _excluded = new(StringComparer.Ordinal);

    public void Appended(ImmutableArray<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Event is RunEvent.StepSkipped skipped)
                _skipped.Add(skipped.Place);
            else if (entry.Event is RunEvent.HostExcluded excluded)
                _excluded.Add(excluded.Host);
            else if (entry.Event is RunEvent.RollbackAsked)
                _excluded.Clear();
        }
    }

    public void Happened(Effect effect)
    {
        if (effect.Kind is not (EffectKind.AttemptBegan or EffectKind.RebootOrdered) || effect.Key is not { } key)
            return;
        if (_skipped.Contains(key.Place))
            throw new LawBrokenException("claims", $"{key} started after it was skipped.");
        if (_excluded.Contains(effect.Host))
            throw new LawBrokenException("claims", $"{key} started after {effect.Host} was excluded.");
    }
}
