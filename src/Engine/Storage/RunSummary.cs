using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>One run in a list: cached state, rewritten with every append. Nothing is decided from it.</summary>
/// <param name="IsOpen">True while its hosts are taken: it has not ended, or one of its commands still runs.</param>
/// <param name="NextWake">When the engine must look at it; null if only a signal can move it.</param>
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
