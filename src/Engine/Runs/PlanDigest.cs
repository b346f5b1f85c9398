using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>tmp</summary>
public static class PlanDigest
{
    public static Digest Of(Plan plan, IReadOnlyDictionary<string, Facts> surveyed, Facts commits) =>
        Digest.Of(plan.ToString() + surveyed.Count + commits.Count);
}
