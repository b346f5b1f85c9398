using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Api;

/// <summary>A run as the API tells it: what people ask about first.</summary>
public sealed record RunView(
    int Run,
    string Runbook,
    string Title,
    string Status,
    string Requester,
    DateTimeOffset RequestedAt,
    int Version,
    string? PlanDigest,
    string? WaitsFor,
    string? Issue,
    string? Message,
    IReadOnlyList<HostView> Hosts,
    IReadOnlyList<string> Problems
)
{
    public static RunView Of(Run run) =>
        new(
            run.Id.Number,
            run.Plan!.Runbook,
            run.Plan.Title,
            run.Status.ToString(),
            run.Requester!.Name,
            run.RequestedAt!.Value,
            run.Version,
            run.PlanDigest?.Hex,
            WaitFor(run),
            run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault("url"),
            run.Evidence(BuiltInSteps.PlanMessage)?.GetValueOrDefault("link"),
            [.. FleetTable.Of(run).Select(HostView.Of)],
            [.. run.Stuck.Select(step => $"{step.Place}: {step.Failure?.Sentence ?? step.Doubt}"), .. Mixed(run)]
        );

    private static IEnumerable<string> Mixed(Run run) =>
        from host in run.RolledBackHosts
        where !host.Value.IsEmpty
        select $"{host.Key}: mixed, not as it was before the run: {string.Join("; ", host.Value)}";

    /// <summary>What the run waits for, or why it has ended; null while it is at work.</summary>
    internal static string? WaitFor(Run run) =>
        run.Status switch
        {
            RunStatus.AwaitingApproval when run.Gate(run.StandsAt!.Name).Expired =>
                "the approval has expired; resume asks again",
            RunStatus.AwaitingApproval when run.StandsAt!.Name == ReservedNames.PrepareStage => "approval of the plan",
            RunStatus.AwaitingApproval when run.IsRollingBack =>
                $"approval of the rollback that {run.Rollback!.By.Name} asked for",
            RunStatus.AwaitingApproval when run.StandsAt!.Before is { } step =>
                $"approval of {step}, which nothing takes back",
            RunStatus.AwaitingApproval => $"approval of stage {run.CurrentStage!.Name}",
            RunStatus.AwaitingWindow => run.Awaited!.InWords(run.Plan!),
            RunStatus.Paused when run.Stuck.Any(step => step.Failure?.Kind == FailureKind.NotReady) =>
                "a person: resume when it is mended, override by an approver, exclude the host, or abort",
            RunStatus.Paused => "a person: resume, retry, skip, exclude, rollback or abort",
            RunStatus.Halted => $"a person: {run.HaltedBy!.Name} had it hold; resume, rollback or abort",
            RunStatus.RollingBack => null,
            RunStatus.Unknown => "a person: resume --it-happened, resume --it-did-not-happen, or abort",
            _ => run.EndedBecause,
        };
}
