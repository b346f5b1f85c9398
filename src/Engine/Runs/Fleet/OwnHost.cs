using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Whether the service lives on a host that its run upgrades, as the survey saw by the machine ID. It is told to people
/// and is no part of the plan's digest: what is done on the host is the same.
/// </summary>
public static class OwnHost
{
    public const string Fact = "server";
    public const string Yes = "yes";

    /// <summary>What a plan says beside the host.</summary>
    public const string Mark = "the service lives here";

    /// <summary>What its reboot means for those who watch.</summary>
    public const string Away = "the service goes away for some minutes and comes back by itself";

    public static bool Is(Run run, string host) =>
        run.Evidence(BuiltInSteps.Survey(host))?.GetValueOrDefault(Fact) == Yes;
}
