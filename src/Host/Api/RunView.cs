using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Api;

/// <summary>A run in the API: what people ask about first.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Status">The name of a <see cref="RunStatus"/>.</param>
/// <param name="Requester">The name of the person who started the run.</param>
/// <param name="Version">The number of journal entries, shown to people as the run's state.</param>
/// <param name="PlanDigest">In hexadecimal; null until the hosts are surveyed.</param>
/// <param name="WaitsFor">What the run waits for, or why it ended; null while it works.</param>
/// <param name="Issue">The address of the tracking issue; null if there is none.</param>
/// <param name="Message">The address of the plan's message in Slack; null if there is none.</param>
/// <param name="Problems">The steps that are stuck and the hosts that are mixed, as sentences.</param>
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
    /// <summary>What earlier runs left out of service and that counts toward this run's limits, as sentences.</summary>
    public IReadOnlyList<string> Away { get; init; } = [];

    /// <summary>What is typed to approve the open question; null while none is open.</summary>
    public string? QuestionCode { get; init; }

    /// <summary>The view of a run.</summary>
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
        )
        {
            Away = run.IsFinished ? [] : [.. AwayText.Before(run, Door.CommandLine)],
            QuestionCode =
                run.Status == RunStatus.AwaitingApproval
                    ? Runs.QuestionCode.Of(run, run.CurrentGate!.Name)?.Abbreviated
                    : null,
        };

    private static IEnumerable<string> Mixed(Run run) =>
        from host in run.RolledBackHosts
        where !host.Value.IsEmpty
        select $"{host.Key}: mixed, differs from before the run: {string.Join("; ", host.Value)}";

    /// <summary>What the run waits for, or why it ended; null while it works.</summary>
    internal static string? WaitFor(Run run) =>
        run.Status switch
        {
            RunStatus.AwaitingApproval when run.Gate(run.CurrentGate!.Name).Expired =>
                "the approval has expired; resume asks again",
            RunStatus.AwaitingApproval when run.CurrentGate!.Name == ReservedNames.PrepareStage =>
                "approval of the plan",
            RunStatus.AwaitingApproval when run.IsRollingBack =>
                $"approval of the rollback that {run.Rollback!.By.Name} requested",
            RunStatus.AwaitingApproval when run.CurrentGate!.Before is { } step =>
                $"approval of {step}, which cannot be undone",
            RunStatus.AwaitingApproval => $"approval of stage {run.CurrentStage!.Name}",
            RunStatus.AwaitingWindow => run.Awaited!.Sentence(run.Plan!),
            RunStatus.Paused when run.Stuck.Any(step => step.Failure?.Kind == FailureKind.NotReady) =>
                "a person: fix it and resume, override it as an approver, exclude the host, or abort",
            RunStatus.Paused => "a person: resume, retry, skip, exclude, rollback or abort",
            RunStatus.Halted => $"a person: {run.HaltedBy!.Name} put it on hold; resume, rollback or abort",
            RunStatus.RollingBack => null,
            RunStatus.Unknown => "a person: resume --it-happened, resume --it-did-not-happen, or abort",
            _ => run.EndedBecause,
        };
}
