using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// Who did something: the set of accounts that were known to be theirs at that moment, a name for people to read, and
/// the roles that they had. The accounts are the identity; a name proves nothing, because people can change theirs.
/// </summary>
/// <param name="Name">As the settings or Slack had it then. Only shown.</param>
/// <param name="Accounts">
/// <c>slack:TEAM/USER</c> (or <c>slack:ENTERPRISE/USER</c>), <c>github:ID</c>, <c>token:ID</c>, and <c>listed:NAME</c>
/// for an entry of the settings. Null in the entries of releases that knew only names.
/// </param>
public sealed record Person(string Name, ImmutableArray<Role> Roles, ImmutableSortedSet<string>? Accounts = null)
{
    public bool Is(Role role) => !Roles.IsDefault && Roles.Contains(role);

    /// <summary>What the account of an entry of the settings begins with.</summary>
    public const string ListedPrefix = "listed:";

    /// <summary>
    /// True for an entry of the settings whose person still has a role. Whoever is only in a Slack group is not listed;
    /// whoever has lost Slack has no role.
    /// </summary>
    public bool IsListed =>
        !Roles.IsDefaultOrEmpty
        && Accounts?.Any(account => account.StartsWith(ListedPrefix, StringComparison.Ordinal)) == true;

    /// <summary>False for the service itself, and in the entries of releases that knew only names.</summary>
    public bool HasAccounts => Accounts is { IsEmpty: false };

    /// <summary>The service itself, for what happens without a person.</summary>
    public static Person Engine { get; } = new("olupgrade", []);
}
