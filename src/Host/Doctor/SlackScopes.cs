using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// The scopes without which a run or its approval fails, each with what it is for (docs/operating.md).
/// </summary>
internal static class SlackScopes
{
    public const string FindChannel = "channels:read";
    public const string ReadChannel = "channels:history";
    public const string ReadPeople = "users:read";

    private static readonly (string Scope, string For)[] Needed =
    [
        ("chat:write", "it posts the plan and the thread"),
        (FindChannel, "it finds the channel"),
        (ReadChannel, "it finds a message again after a lost answer"),
        ("reactions:read", "approvals are reactions"),
        (ReadPeople, "bots, guests and deactivated accounts do not count"),
        ("commands", "runs are started by /upgrade"),
        ("app_mentions:read", "in a thread people speak to it by its name"),
    ];

    /// <summary>Needed only where roles go by user groups.</summary>
    public const string ReadGroups = "usergroups:read";

    public static IEnumerable<string> Lacking(ImmutableArray<string> scopes, bool hasGroups) =>
        Needed
            .Concat(hasGroups ? [(ReadGroups, "roles go by user groups")] : [])
            .Where(needed => !scopes.Contains(needed.Scope))
            .Select(needed =>
                $"the bot token lacks the scope {needed.Scope}; by it {needed.For}. "
                + "Add it to the app (OAuth & Permissions) and reinstall the app."
            );
}
