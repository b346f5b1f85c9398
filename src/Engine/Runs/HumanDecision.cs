namespace OlUpgrade.Runs;

/// <summary>
/// The last thing that a person decided about a run. Who decides on an older state is told of it first.
/// </summary>
/// <param name="What">As the other half of "mek …".</param>
public sealed record HumanDecision(int Version, DateTimeOffset At, string By, string What)
{
    /// <summary>What an entry says of a person's decision; null when it is none.</summary>
    public static HumanDecision? Of(Entry entry) =>
        entry.Event switch
        {
            RunEvent.StepResumed e => new(entry.Version, entry.At, e.By.Name, $"had {e.Place} go on"),
            RunEvent.DoubtSettled e => new(
                entry.Version,
                entry.At,
                e.By.Name,
                $"said that {e.Place} {(e.Happened ? "happened" : "did not happen")}"
            ),
            RunEvent.StepSkipped e => new(entry.Version, entry.At, e.By.Name, $"skipped {e.Place}"),
            RunEvent.StepRefused e => new(entry.Version, entry.At, e.By.Name, $"refused {e.Place}"),
            RunEvent.HostExcluded e => new(entry.Version, entry.At, e.By.Name, $"excluded {e.Host}"),
            RunEvent.HostAdopted e => new(entry.Version, entry.At, e.By.Name, $"had {e.Place.Host} adopted"),
            RunEvent.PreflightOverridden e => new(
                entry.Version,
                entry.At,
                e.By.Name,
                $"overrode the preflight of {e.Place.Host}"
            ),
            RunEvent.RunHalted e => new(entry.Version, entry.At, e.By.Name, "had the run hold"),
            RunEvent.RunResumed e => new(entry.Version, entry.At, e.By.Name, "had the run go on"),
            RunEvent.RollbackAsked e => new(entry.Version, entry.At, e.By.Name, $"asked to roll back {e.Target}"),
            RunEvent.RollbackRefused e => new(entry.Version, entry.At, e.By.Name, "refused the rollback"),
            RunEvent.RunAborted e => new(entry.Version, entry.At, e.By.Name, "aborted the run"),
            RunEvent.BranchDeletionRequested e => new(
                entry.Version,
                entry.At,
                e.By.Name,
                "had the rollback branch deleted"
            ),
            _ => null,
        };
}
