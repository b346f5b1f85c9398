using System.Collections.Immutable;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What a run's decision knew of the rest of the fleet. It is part of the event, so that the run's journal alone says
/// why it was decided so.
/// </summary>
/// <param name="Version">The version of the fleet's stream, which the append checked.</param>
/// <param name="Away">The hosts that other runs had taken or left out of service and that matter to this run.</param>
public sealed record FleetSeen(int Version, ImmutableArray<AwayHost> Away);
