using System.Collections.Immutable;

namespace OlUpgrade.Hosts;

/// <summary>
/// One machine of the inventory: how it is reached, what it should run, and how one knows that it is well.
/// </summary>
/// <param name="Name">Its name in runbooks and messages.</param>
/// <param name="TodaysName">
/// The real machine that the seed's name stands for today (ol-home → ol-home0); for people.
/// </param>
/// <param name="Address">What the connection goes to.</param>
/// <param name="JumpHost">Name of the inventory host to go through; null for a direct connection.</param>
/// <param name="Become">True when commands run as root through sudo.</param>
/// <param name="Ledger">Folder of the host-side ledger.</param>
/// <param name="Containers">Names of the containers that must run.</param>
/// <param name="BringUp">Script that brings missing containers up; null when the host has none.</param>
/// <param name="Health">What must hold for the host to be well.</param>
/// <param name="Preflight">What must hold before work on the host begins.</param>
/// <param name="Revision">The page that tells which revision runs; null when none does.</param>
public sealed record Host(
    string Name,
    string TodaysName,
    string Role,
    string Address,
    int Port,
    string User,
    string? JumpHost,
    bool Become,
    string Ledger,
    ImmutableArray<string> Containers,
    string? BringUp,
    ImmutableArray<HealthQuestion> Health,
    ImmutableArray<HealthQuestion> Preflight = default,
    string? Revision = null
)
{
    // Absent in journals that are older than the key.
    public ImmutableArray<HealthQuestion> Preflight { get; init; } = Preflight.IsDefault ? [] : Preflight;
}
