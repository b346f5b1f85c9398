using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// Everything that really changed on the simulated hosts, in order. It outlives every crash of the engine, so that the
/// laws can be checked against it.
/// </summary>
public sealed class EffectLog
{
    private readonly Lock _gate = new();

    private readonly List<Effect> _effects = [];

    /// <summary>Called at each effect, before anything else happens on the host.</summary>
    public Action<Effect>? Happened { get; set; }

    public IReadOnlyList<Effect> All
    {
        get
        {
            lock (_gate)
                return [.. _effects];
        }
    }

    public int Count(string host, StepKey key, EffectKind kind) =>
        All.Count(effect => effect.Host == host && effect.Key == key && effect.Kind == kind);

    internal void Add(Effect effect)
    {
        lock (_gate)
            _effects.Add(effect);
        Happened?.Invoke(effect);
    }
}
