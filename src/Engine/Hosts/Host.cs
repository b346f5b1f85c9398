using System.Collections.Immutable;

namespace OlUpgrade.Hosts;

/// <summary>
/// One machine of the inventory: how to reach it, what it should run, and how to tell that it is healthy.
/// </summary>
/// <param name="Name">Its name in runbooks and messages.</param>
/// <param name="TodaysName">
/// The machine that has this role today (ol-home → ol-home0), for people; otherwise the same as <paramref
/// name="Name"/>.
/// </param>
/// <param name="Role">
/// The innermost group of the inventory that contains it, or the one that <c>olupgrade_role</c> names. Hosts with the
/// same role are peers.
/// </param>
/// <param name="Address">DNS name or IP address to connect to.</param>
/// <param name="Port">TCP port of its SSH server; 22 by default.</param>
/// <param name="User">User to log in as.</param>
/// <param name="JumpHost">Inventory name of the host to connect through; null for a direct connection.</param>
/// <param name="Become">True if commands run as root through sudo; the default.</param>
/// <param name="Ledger">Folder of the ledger on the host; <c>/var/lib/olupgrade</c> by default.</param>
/// <param name="Containers">Names of the containers that must run.</param>
/// <param name="BringUp">Script that starts missing containers; null if the host has none.</param>
/// <param name="Health">What must hold for the host to count as healthy.</param>
/// <param name="Preflight">What must hold before work on the host starts; default for empty.</param>
/// <param name="Revision">URL of the page that shows the revision that runs; null if there is none.</param>
/// <param name="Depends">
/// Names of the hosts that it needs to be healthy: after one of them was changed, this host is asked for its health
/// too; default for none.
/// </param>
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
    string? Revision = null,
    ImmutableArray<string> Depends = default
)
{
    // As below.
    public ImmutableArray<string> Depends { get; init; } = Depends.IsDefault ? [] : Depends;

    // Journals that are older than the key lack it.
    public ImmutableArray<HealthQuestion> Preflight { get; init; } = Preflight.IsDefault ? [] : Preflight;
}
