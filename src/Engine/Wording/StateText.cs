using System.Diagnostics;
using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>
/// States of runs and hosts and kinds of failures as people read them; the same words in every place.
/// </summary>
public static class StateText
{
    public static string Of(RunStatus status) =>
        status switch
        {
            RunStatus.Working => "running",
            RunStatus.AwaitingApproval => "waiting for approval",
            RunStatus.AwaitingWindow => "waiting for the window",
            RunStatus.Paused => "paused: a step failed and needs a decision",
            RunStatus.Unknown => "paused: unknown whether a step happened, needs a decision",
            RunStatus.Halted => "on hold until someone resumes it",
            RunStatus.RollingBack => "rolling back",
            RunStatus.Succeeded => "succeeded",
            RunStatus.Failed => "failed",
            RunStatus.Refused => "refused",
            RunStatus.Aborted => "aborted",
            RunStatus.RolledBack => "rolled back",
            _ => throw new UnreachableException($"No words for {status}."),
        };

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
            FailureKind.NotBack => "did not come back",
            FailureKind.WrongKernel => "wrong kernel",
            FailureKind.Flapping => "flapping",
            FailureKind.Cancelled => "cancelled",
            FailureKind.Refused => "refused",
            _ => throw new UnreachableException($"No words for {kind}."),
        };

    /// <summary>
    /// A host's row without its name: state, times, kernel, reboot, and since when it is out of service or taken.
    /// </summary>
    public static string Of(HostRow row) =>
        Service(row) is { Length: > 0 } service ? $"{State(row)}; {service}" : State(row);

    /// <summary>
    /// Since when a host is out of service, or else taken by the run; empty for neither, which says nothing about
    /// whether it works. That a host in progress is taken goes without saying.
    /// </summary>
    public static string Service(HostRow row) =>
        Service(row.OutSince, row.State == HostState.InWork ? null : row.TakenSince, row.LeftOutBy?.Number);

    /// <summary>The same of its parts.</summary>
    /// <param name="leftOutBy">The earlier run that left it out of service; null if none did.</param>
    public static string Service(DateTimeOffset? outSince, DateTimeOffset? takenSince, int? leftOutBy = null) =>
        (outSince, leftOutBy) switch
        {
            ({ } since, { } run) => $"out of service since {TimeText.Of(since)}, left so by run {run}",
            ({ } since, null) => $"out of service since {Minute(since)}",
            _ => takenSince is { } taken ? $"taken since {Minute(taken)}" : "",
        };

    /// <summary>
    /// What the work changed on a host, each with a comma before it; empty where nothing was recorded.
    /// </summary>
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

    internal static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string State(HostRow row) =>
        row.State switch
        {
            HostState.Waiting => "waiting",
            HostState.Untouched => "not started",
            HostState.InWork => $"in progress since {TimeText.Of(row.StartedAt!.Value)}"
                + (row.CurrentStep is { } step ? $": {step}" : ""),
            HostState.Soaking => $"done at {TimeText.Of(row.EndedAt!.Value)}{Change(row)}; soaking",
            HostState.Done => $"done, {Between(row.StartedAt!.Value, row.EndedAt!.Value)}{Change(row)}",
            HostState.Excluded => "excluded",
            HostState.RolledBack => row.BackSince is { } at
                ? $"rolled back and verified at {TimeText.Of(at)}"
                : "rolled back and verified",
            HostState.Mixed => $"mixed{(row.BackSince is { } at ? $" since {TimeText.Of(at)}" : "")}, "
                + $"not the same as before the run: {row.Problem}",
            HostState.Failed => $"failed: {row.CurrentStep}: {row.Problem}",
            HostState.Unknown => $"unknown: {row.CurrentStep}: {row.Problem}",
            _ => throw new UnreachableException($"No words for {row.State}."),
        };

    private static string Between(DateTimeOffset start, DateTimeOffset end) =>
        start.UtcDateTime.Date == end.UtcDateTime.Date
            ? $"{start.UtcDateTime:yyyy-MM-dd HH:mm} to {end.UtcDateTime:HH:mm} UTC"
            : $"{TimeText.Of(start)} to {TimeText.Of(end)}";
}
