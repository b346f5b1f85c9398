using OlUpgrade.Questions;

namespace OlUpgrade.Upgrades;

/// <summary>The machine that the service itself runs on, by its machine ID; empty where it has none.</summary>
public sealed record OwnMachine(string MachineId)
{
    private const string File = "/etc/machine-id";

    /// <summary>Where it is of no matter which machine this is.</summary>
    public static OwnMachine Unknown { get; } = new("");

    public static OwnMachine OfThisProcess()
    {
        try
        {
            return new(System.IO.File.ReadAllText(File).Trim());
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    /// <summary>A host's identity as facts, with one more where it is this machine.</summary>
    public Facts FactsOf(HostIdentity identity) =>
        identity.MachineId == MachineId
            ? identity.ToFacts().Add(Runs.Fleet.OwnHost.Fact, Runs.Fleet.OwnHost.Yes)
            : identity.ToFacts();
}
