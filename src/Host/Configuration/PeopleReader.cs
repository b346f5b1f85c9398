using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// Turns the settings of people and groups into the list of people, and reports every mistake in them.
/// </summary>
internal static partial class PeopleReader
{
    /// <summary>Reads the list. Valid entries are kept even if others are wrong.</summary>
    /// <param name="problem">
    /// Called for each mistake with the end of a sentence that starts with the setting's name.
    /// </param>
    public static PeopleList Read(
        IEnumerable<PersonSettings> settings,
        Action<string> problem,
        IEnumerable<GroupSettings>? groups = null
    )
    {
        var byName = ImmutableDictionary.CreateBuilder<string, Person>();
        var bySlack = ImmutableDictionary.CreateBuilder<string, Person>();
        var byGitHub = ImmutableDictionary.CreateBuilder<string, Person>(StringComparer.OrdinalIgnoreCase);
        foreach (var written in settings)
        {
            var name = written.Name.Trim();
            var person = new Person(name, [.. Roles(name, written.Roles, problem)], [AccountsOf.Listed(name)]);
            if (person.Name.Length == 0)
                problem("has an entry without a Name.");
            else if (!byName.TryAdd(person.Name, person))
                problem($"lists {person.Name} twice.");
            AddAccounts(bySlack, "Slack account", written.Slack, person, problem);
            AddAccounts(
                byGitHub,
                "GitHub login",
                written.GitHub.Where(login => IsLogin(login, person, problem)),
                person,
                problem
            );
        }

        return new PeopleList(byName.ToImmutable(), bySlack.ToImmutable(), byGitHub.ToImmutable())
        {
            Groups = GroupsOf(groups ?? [], problem),
        };
    }

    private static void AddAccounts(
        ImmutableDictionary<string, Person>.Builder to,
        string what,
        IEnumerable<string> accounts,
        Person person,
        Action<string> problem
    )
    {
        foreach (var account in accounts)
        {
            if (!to.TryAdd(account, person))
                problem($"lists the {what} {account} for two people.");
        }
    }

    private static bool IsLogin(string login, Person person, Action<string> problem)
    {
        if (Login().IsMatch(login))
            return true;
        problem($"lists the GitHub login \"{login}\" for {person.Name}; write it as in the profile's URL, without @.");
        return false;
    }

    private static ImmutableDictionary<string, ImmutableArray<Role>> GroupsOf(
        IEnumerable<GroupSettings> written,
        Action<string> problem
    )
    {
        var groups = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Role>>(StringComparer.Ordinal);
        foreach (var group in written)
        {
            if (!group.Slack.StartsWith('S'))
                problem($"lists the group \"{group.Slack}\"; the ID of a Slack user group starts with S.");
            else if (!groups.TryAdd(group.Slack, [.. Roles(group.Slack, group.Roles, problem)]))
                problem($"lists the group {group.Slack} twice.");
        }

        return groups.ToImmutable();
    }

    private static IEnumerable<Role> Roles(string who, List<string> written, Action<string> problem)
    {
        foreach (var name in written)
        {
            if (!char.IsDigit(name.FirstOrDefault()) && Enum.TryParse<Role>(name, ignoreCase: true, out var role))
                yield return role;
            else
                problem($"gives {who} the role \"{name}\", which does not exist. Use viewer, operator or approver.");
        }
    }

    // Logins that GitHub accepts today, and the underscores of older and company-managed accounts.
    [GeneratedRegex(
        @"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,38}\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Login();
}
