using System.Collections.Immutable;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Storage;

/// <summary>Entries of the fleet's stream; none if an append only relies on its version.</summary>
/// <param name="ExpectedVersion">The version that they follow, and that the decision was made from.</param>
public sealed record NewFleetEntries(int ExpectedVersion, ImmutableArray<FleetEntry> Entries);
