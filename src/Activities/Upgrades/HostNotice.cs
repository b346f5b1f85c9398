using System.Globalization;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Upgrades;

/// <summary>
/// The notice that people see when they log in to a host while a run works on it: which run, who requested it, and why.
/// </summary>
internal static class HostNotice
{
    public static string Of(Run run, string host)
    {
        var plan = run.Plan!;
        var since = run.RequestedAt!.Value.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var approvers = run.Gate(ReservedNames.PrepareStage).ApprovedBy;
        var approved = approvers.IsEmpty ? "" : $", approved by {string.Join(" and ", approvers)}";
        var issue = run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault("url") is { } url ? $" See {url}" : "";
        return $"""
            OlUpgrade is working on {host}: run {run.Id}, "{plan.Title}",
            requested by {run.Requester!.Name} on {since}{approved}.{issue}
            Please change nothing here until it is done. If run {run.Id} has already ended
            (`olupgrade status {run.Id}`), this notice is stale and can be removed.

            """;
    }
}
