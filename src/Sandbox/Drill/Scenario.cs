using OlUpgrade.Plans;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// What happens to a run from outside: what is spoiled, at which appends the hand is killed, whether somebody aborts or
/// turns back.
/// </summary>
/// <param name="Seed">The number that it was made from; 0 when it was made by hand.</param>
/// <param name="Kills">Ordinals of appends, counted over the whole run, with true for "before it counts".</param>
/// <param name="Spoil">Arms the faults of hosts, Slack and GitHub before the run begins.</param>
public sealed record Scenario(
    long Seed,
    Plan Plan,
    IReadOnlyDictionary<int, bool> Kills,
    Action<World> Spoil,
    TimeSpan? AbortAfter
)
{
    /// <summary>Somebody asks for a rollback; null when nobody does.</summary>
    public TurnBack? TurnBack { get; init; }

    /// <summary>What goes wrong at one step; null when nothing does.</summary>
    public Ambush? Ambush { get; init; }

    /// <summary>What people choose at the first step that is stuck; null when they mend and resume.</summary>
    public Choice? Choice { get; init; }

    /// <summary>No fault and no kill.</summary>
    public static Scenario Undisturbed(Plan plan) => KilledAt(plan);

    /// <summary>No fault but the one kill.</summary>
    public static Scenario KilledAt(int append, bool before, Plan plan) => KilledAt(plan, (append, before));

    /// <summary>No fault but these kills, at different appends.</summary>
    public static Scenario KilledAt(Plan plan, params (int Append, bool Before)[] kills) =>
        new(0, plan, kills.ToDictionary(kill => kill.Append, kill => kill.Before), _ => { }, null);
}
