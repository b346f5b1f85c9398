using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Whether the service itself runs on a host of the run, by the machine ID in the survey. People see it; it is not part
/// of the plan's digest, because what is done on the host is the same.
/// </summary>
public static class OwnHost
{
    public const string Fact = "server";
    public const string Yes = "yes";

    /// <summary>What a plan says about the host.</summary>
    public const string Mark = "the service lives here";

    /// <summary>What a reboot of the host means for people who watch the run.</summary>
    public const string Away = "the service goes away for some minutes and comes back by itself";

    public static bool Is(Run run, string host) =>
        run.Evidence(BuiltInSteps.Survey(host))?.GetValueOrDefault(Fact) == Yes;
}
