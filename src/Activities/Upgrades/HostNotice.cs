using System.Globalization;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Upgrades;

/// <summary>
/// What people who log in to a host are told while a run works there: which run, who asked for it, and why.
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
            OlUpgrade works on {host}: run {run.Id}, "{plan.Title}",
            asked for by {run.Requester!.Name} on {since}{approved}.{issue}
            Please change nothing here until it is done. Should run {run.Id} have ended
            (`olupgrade status {run.Id}`), this note was left behind and may be removed.

            """;
    }
}
