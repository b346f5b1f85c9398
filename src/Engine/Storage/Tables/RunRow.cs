using OlUpgrade.Runs;

namespace OlUpgrade.Storage.Tables;

/// <summary>
/// A run's summary, and the key of the request that opened it. Times are UTC ticks, which SQLite can compare.
/// </summary>
public sealed class RunRow
{
    public int Id { get; set; }

    public required string RequestKey { get; set; }

    public required string Runbook { get; set; }

    public required string Title { get; set; }

    public RunStatus Status { get; set; }

    public required string Requester { get; set; }

    public long RequestedAt { get; set; }

    public bool IsOpen { get; set; }

    public long? NextWake { get; set; }

    /// <summary>The version of the newest entry; every append checks and raises it.</summary>
    public int Version { get; set; }

    /// <summary>The version that the last checkpoint has; 0 if none has the run.</summary>
    public int CheckpointedVersion { get; set; }

    /// <summary>The fencing token of the only valid lease; 0 before the run is first taken.</summary>
    public long Fence { get; set; }

    /// <summary>Who has that lease.</summary>
    public string? Holder { get; set; }

    /// <summary>
    /// When the run's journal was deleted because it was old; null before. The row stays, so that its number is not
    /// used again.
    /// </summary>
    public long? ExpiredAt { get; set; }

    public RunSummary ToSummary() =>
        new(
            new RunId(Id),
            Runbook,
            Title,
            Status,
            Requester,
            Utc.At(RequestedAt),
            IsOpen,
            NextWake is { } at ? Utc.At(at) : null
        );

    public void Take(RunSummary summary)
    {
        Status = summary.Status;
        IsOpen = summary.IsOpen;
        NextWake = summary.NextWake?.UtcTicks;
    }
}
