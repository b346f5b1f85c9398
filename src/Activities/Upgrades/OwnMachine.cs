using OlUpgrade.Questions;

namespace OlUpgrade.Upgrades;

/// <summary>The machine that the service itself runs on, by its machine ID.</summary>
/// <param name="MachineId">From <c>/etc/machine-id</c>; empty if it cannot be read, so that no host matches.</param>
public sealed record OwnMachine(string MachineId)
{
    private const string File = "/etc/machine-id";

    /// <summary>Matches no host: for simulated hosts, and for machines without an ID.</summary>
    public static OwnMachine Unknown { get; } = new("");

    /// <summary>The machine of this process.</summary>
    public static OwnMachine OfThisProcess()
    {
        try
        {
            return new(System.IO.File.ReadAllText(File).Trim());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    /// <summary>A host's identity as facts, and that the service runs on it if it is this machine.</summary>
    public Facts FactsOf(HostIdentity identity) =>
        identity.MachineId == MachineId
            ? identity.ToFacts().Add(Runs.Fleet.OwnHost.Fact, Runs.Fleet.OwnHost.Yes)
            : identity.ToFacts();
}
