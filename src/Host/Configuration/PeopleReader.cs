using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// Reads the settings of people and groups into the list of people; says what is wrong with each entry.
/// </summary>
internal static partial class PeopleReader
{
    /// <summary>The list; each mistake is told as a sentence, and what is sound is kept.</summary>
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
            var person = new Person(written.Name.Trim(), [.. Roles(written.Name, written.Roles, problem)]);
            if (person.Name.Length == 0)
                problem("has an entry without a Name.");
            else if (!byName.TryAdd(person.Name, person))
                problem($"names {person.Name} twice.");
            Give(bySlack, "Slack account", written.Slack, person, problem);
            Give(
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

    private static void Give(
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
                problem($"gives the {what} {account} to two people.");
        }
    }

    private static bool IsLogin(string login, Person person, Action<string> problem)
    {
        if (Login().IsMatch(login))
            return true;
        problem($"gives {person.Name} the GitHub login \"{login}\"; write it as in the profile's address, without @.");
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
                problem($"has the group \"{group.Slack}\"; the ID of a user group of Slack begins with S.");
            else if (!groups.TryAdd(group.Slack, [.. Roles(group.Slack, group.Roles, problem)]))
                problem($"names the group {group.Slack} twice.");
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
                problem($"gives {who} the role \"{name}\"; the roles are viewer, operator and approver.");
        }
    }

    // As a new one may be, and as some older ones and those of companies are.
    [GeneratedRegex(
        @"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,38}\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Login();
}
