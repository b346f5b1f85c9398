using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>States of runs, steps and hosts as people read them; the same words in every place.</summary>
public static class InWords
{
    public static string Of(RunStatus status) =>
        status switch
        {
            RunStatus.Working => "working",
            RunStatus.AwaitingApproval => "waits for an approval",
            RunStatus.AwaitingWindow => "waits for its window",
            RunStatus.Paused => "a step failed; waits for a person",
            RunStatus.Unknown => "it is not known whether a step happened; waits for a person",
            RunStatus.Halted => "held; waits for a person",
            RunStatus.RollingBack => "rolling back",
            RunStatus.Succeeded => "done",
            RunStatus.Failed => "not all is well",
            RunStatus.Refused => "refused",
            RunStatus.Aborted => "aborted",
            RunStatus.RolledBack => "rolled back",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    /// <summary>A failure's kind, as the closed list names it.</summary>
    public static string Of(FailureKind kind) =>
        kind switch
        {
            FailureKind.Unreachable => "unreachable",
            FailureKind.TimedOut => "timed out",
            FailureKind.ExitCode => "exit code",
            FailureKind.Unhealthy => "unhealthy",
            FailureKind.NotReady => "not ready",
            FailureKind.DiskFull => "disk full",
            FailureKind.PackagesLocked => "package manager locked",
            FailureKind.HostKey => "host key",
            FailureKind.NeverWentDown => "never went down",
            FailureKind.NotBack => "not back",
            FailureKind.WrongKernel => "wrong kernel",
            FailureKind.Flapping => "flapping",
            FailureKind.Cancelled => "cancelled",
            FailureKind.Refused => "refused",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>
    /// A host's row without its name: state, times, kernel, reboot, and whether it is out of service.
    /// </summary>
    public static string Of(HostRow row) =>
        $"{Standing(row)}{(row.OutSince is null ? "" : $"; {Service(row.OutSince)}")}";

    /// <summary>Whether a host is in service.</summary>
    /// <param name="outSince">Since when it is not; null while it is.</param>
    public static string Service(DateTimeOffset? outSince) =>
        outSince is { } since ? $"out of service since {since.UtcDateTime:HH:mm}" : "in service";

    private static string Standing(HostRow row) =>
        row.State switch
        {
            HostState.Waiting => "waits",
            HostState.Untouched => "not begun",
            HostState.InWork =>
                $"in work since {TimeText.Of(row.StartedAt!.Value)}{(row.CurrentStep is { } step ? $": {step}" : "")}",
            HostState.Soaking => $"done at {TimeText.Of(row.EndedAt!.Value)}{Change(row)}; quiet time after the stage",
            HostState.Done => $"done, {Between(row.StartedAt!.Value, row.EndedAt!.Value)}{Change(row)}",
            HostState.Excluded => "left out",
            HostState.RolledBack =>
                $"rolled back{(row.BackSince is { } at ? $" at {TimeText.Of(at)}" : "")}: as it was before the run",
            HostState.Mixed => $"mixed{(row.BackSince is { } at ? $" since {TimeText.Of(at)}" : "")}, "
                + $"not as it was before the run: {row.Problem}",
            HostState.Failed => $"failed: {row.CurrentStep}: {row.Problem}",
            HostState.Unknown => $"not known: {row.CurrentStep}: {row.Problem}",
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };

    private static string Between(DateTimeOffset start, DateTimeOffset end) =>
        start.UtcDateTime.Date == end.UtcDateTime.Date
            ? $"{start.UtcDateTime:yyyy-MM-dd HH:mm} to {end.UtcDateTime:HH:mm} UTC"
            : $"{TimeText.Of(start)} to {TimeText.Of(end)}";

    /// <summary>What the work changed on a host, each with a comma before it; empty where nothing was noted.</summary>
    public static string Change(HostRow row)
    {
        var kernel = (row.Before.Kernel, row.After.Kernel) switch
        {
            ({ } before, { } after) when before != after => $", kernel {before} to {after}",
            (_, { } after) => $", kernel {after}",
            _ => "",
        };
        return row.Rebooted ? $"{kernel}, rebooted" : kernel;
    }
}
