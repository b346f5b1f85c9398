using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Every key that a runbook may contain, by the mapping that it belongs to. Any other key is rejected.
/// </summary>
internal static class RunbookKeys
{
    public static ImmutableArray<string> Runbook { get; } =
    [
        "runbook",
        "title",
        "parameters",
        "issue",
        "rollback-branch",
        "approval",
        "window",
        "expected",
        "schedule",
        "evidence",
        "rollback",
        "on-failure",
        "stages",
        "steps",
    ];

    public static ImmutableArray<string> Parameter { get; } = ["description", "default", "pattern", "type"];

    public static ImmutableArray<string> Issue { get; } = ["repository", "labels"];

    public static ImmutableArray<string> RollbackBranch { get; } = ["repositories", "from", "keep"];

    public static ImmutableArray<string> Approval { get; } =
    ["channel", "second-channel", "reaction", "needs", "remind", "expires"];

    public static ImmutableArray<string> Window { get; } = ["zone", "open"];

    public static ImmutableArray<string> Expected { get; } = ["host", "rollback"];

    public static ImmutableArray<string> Schedule { get; } = ["at", "zone", "requester"];

    public static ImmutableArray<string> Rollback { get; } = ["approval", "in-hand", "unreachable", "within"];

    public static ImmutableArray<string> Stage { get; } = ["stage", "hosts", "limit", "soak", "approval", "why"];

    public static ImmutableArray<string> Activities { get; } =
    ["run", "drain", "return", "capture", "keep", "upgrade", "preflight", "reboot", "containers", "health", "wait"];

    /// <summary>
    /// The keys that a step may have besides its activity; <see cref="SettingsOf"/> says which go together.
    /// </summary>
    public static ImmutableArray<string> Settings { get; } = ["timeout", "retry", "probe", "undo", "irreversible"];

    public static ImmutableArray<string> Step { get; } = ["step", .. Activities, .. Settings];

    public static ImmutableArray<string> Retry { get; } = ["attempts", "delay"];

    public static ImmutableArray<string> Upgrade { get; } = ["packages", "leave", "wait-for-lock"];

    public static ImmutableArray<string> Reboot { get; } = ["timeout", "soak", "when", "undo"];

    public static ImmutableArray<string> Health { get; } = ["timeout", "times", "every"];

    /// <summary>What a capture can record.</summary>
    public static ImmutableArray<string> Captured { get; } =
    ["packages", "kernel", "versions", "containers", "images", "commits", "revision", "compose"];

    /// <summary>What can be kept for a rollback.</summary>
    public static ImmutableArray<string> Kept { get; } = ["packages", "images"];

    /// <summary>The settings that an activity allows in its step.</summary>
    public static ImmutableArray<string> SettingsOf(string activity) =>
        activity switch
        {
            "run" => ["timeout", "retry", "probe", "undo", "irreversible"],
            "drain" or "return" => ["timeout", "retry", "probe"],
            "capture" or "containers" or "keep" or "preflight" or "upgrade" => ["timeout", "retry"],
            "reboot" or "health" => ["retry"],
            _ => [],
        };
}
