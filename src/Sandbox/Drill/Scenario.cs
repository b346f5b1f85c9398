using OlUpgrade.Plans;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// What happens to a run from outside: which faults strike, at which appends the worker is killed, and whether a person
/// aborts it or rolls it back.
/// </summary>
/// <param name="Seed">The seed that it was generated from; 0 if it was written by hand.</param>
/// <param name="Kills">Ordinals of appends over the whole run; true kills before the append takes effect.</param>
/// <param name="Arm">Arms the faults of hosts, Slack and GitHub before the run starts.</param>
/// <param name="AbortAfter">When a person aborts, counted from the start; null if nobody does.</param>
public sealed record Scenario(
    long Seed,
    Plan Plan,
    IReadOnlyDictionary<int, bool> Kills,
    Action<World> Arm,
    TimeSpan? AbortAfter
)
{
    /// <summary>The rollback that a person requests; null if nobody does.</summary>
    public RequestedRollback? Rollback { get; init; }

    /// <summary>What goes wrong at one step; null if nothing does.</summary>
    public FaultAtStep? FaultAtStep { get; init; }

    /// <summary>What people choose at the first stuck step; null if they repair the host and resume.</summary>
    public Choice? Choice { get; init; }

    /// <summary>Names the request: another one on the same journal is another run.</summary>
    public string RequestKey { get; init; } = "simulation";

    /// <summary>No faults and no kills.</summary>
    public static Scenario Undisturbed(Plan plan) => KilledAt(plan);

    /// <summary>No faults and one kill.</summary>
    public static Scenario KilledAt(int append, bool before, Plan plan) => KilledAt(plan, (append, before));

    /// <summary>No faults and these kills, at different appends.</summary>
    public static Scenario KilledAt(Plan plan, params (int Append, bool Before)[] kills) =>
        new(0, plan, kills.ToDictionary(kill => kill.Append, kill => kill.Before), _ => { }, null);
}
