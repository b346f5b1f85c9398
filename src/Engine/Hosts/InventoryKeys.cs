using System.Collections.Immutable;

namespace OlUpgrade.Hosts;

/// <summary>
/// The keys of an inventory in Ansible's format, and the variables that are obeyed. <see cref="VariableReader"/> says
/// what becomes of others.
/// </summary>
internal static class InventoryKeys
{
    public const string Ours = "olupgrade_";

    /// <summary>The group that contains every other one.</summary>
    public const string All = "all";

    /// <summary>The group that Ansible puts every host into that has no other one.</summary>
    public const string Ungrouped = "ungrouped";

    /// <summary>The variable of a group that decides between groups of one depth.</summary>
    public const string Priority = "ansible_group_priority";

    public const string Depends = "olupgrade_depends";

    public static ImmutableArray<string> Group { get; } = ["vars", "hosts", "children"];

    public static ImmutableArray<string> Variables { get; } =
    [
        "ansible_host",
        "ansible_port",
        "ansible_user",
        "ansible_ssh_host",
        "ansible_ssh_port",
        "ansible_ssh_user",
        "ansible_become",
        Priority,
        "olupgrade_today",
        "olupgrade_role",
        "olupgrade_jump",
        "olupgrade_ledger",
        "olupgrade_containers",
        "olupgrade_bring_up",
        "olupgrade_health",
        "olupgrade_preflight",
        "olupgrade_revision",
        Depends,
    ];

    public static ImmutableArray<string> Questions { get; } =
    [
        "http",
        "unit",
        "port",
        "mount",
        "disk",
        "containers",
        "clock",
        "certificate",
        "not-running",
        "clean",
        "json",
        "metric",
        "command",
        "no-reboot-needed",
    ];

    /// <summary>The health questions, and those that only make sense before work.</summary>
    public static ImmutableArray<string> PreflightQuestions { get; } = [.. Questions, "peers"];

    /// <summary>The keys that a question may have besides its own.</summary>
    public static ImmutableArray<string> DetailsOf(string question) =>
        question switch
        {
            "http" => ["status", "contains", "to"],
            "json" => ["at", "is", "not", "above", "below", "to"],
            "metric" => ["series", "is", "not", "above", "below", "to"],
            "disk" => ["free"],
            "certificate" => ["at", "days"],
            _ => [],
        };
}
