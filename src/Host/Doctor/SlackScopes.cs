using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// The scopes that a run and its approval need, each with its purpose (docs/operating.md).
/// </summary>
internal static class SlackScopes
{
    public const string FindChannel = "channels:read";
    public const string ReadChannel = "channels:history";
    public const string ReadPeople = "users:read";

    private static readonly (string Scope, string Purpose)[] Required =
    [
        ("chat:write", "to post the plan and the thread"),
        (FindChannel, "to find the channel"),
        (ReadChannel, "to find a message again after a lost answer"),
        ("reactions:read", "to see approvals"),
        (ReadPeople, "to ignore bots, guests and deactivated accounts"),
        ("commands", "to receive /upgrade"),
        ("app_mentions:read", "to see that people mention it in a thread"),
    ];

    /// <summary>Needed only if user groups have roles.</summary>
    public const string ReadGroups = "usergroups:read";

    /// <summary>A sentence for each required scope that is missing.</summary>
    public static IEnumerable<string> Lacking(ImmutableArray<string> scopes, bool hasGroups) =>
        Required
            .Concat(hasGroups ? [(ReadGroups, "to see who is in the user groups")] : [])
            .Where(required => !scopes.Contains(required.Scope))
            .Select(required =>
                $"the bot token lacks the scope {required.Scope}, needed {required.Purpose}. "
                + "Add it to the app (OAuth & Permissions) and reinstall the app."
            );
}
