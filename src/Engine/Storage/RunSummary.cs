using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>One run in a list: a cache of its fold, rewritten with every append and never decided from.</summary>
/// <param name="IsOpen">True while its hosts are taken: it has not ended, or something still runs.</param>
/// <param name="NextWake">When the engine should look at it by itself; null when only a signal can move it.</param>
public sealed record RunSummary(
    RunId Run,
    string Runbook,
    string Title,
    RunStatus Status,
    string Requester,
    DateTimeOffset RequestedAt,
    bool IsOpen,
    DateTimeOffset? NextWake
)
{
    public static RunSummary Of(Run run, DateTimeOffset now) =>
        new(
            run.Id,
            run.Plan!.Runbook,
            run.Plan.Title,
            run.Status,
            run.Requester!.Name,
            run.RequestedAt!.Value,
            IsOpen: !run.IsSettled,
            Agenda.NextWake(run, now)
        );
}
