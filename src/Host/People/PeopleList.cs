using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>Who is who: the configured people, by name, Slack account and GitHub login. Whoever is not listed has no roles.</summary>
public sealed partial class PeopleList
{
    private readonly ImmutableDictionary<string, Person> _byName;
    private readonly ImmutableDictionary<string, Person> _bySlack;
    private readonly ImmutableDictionary<string, Person> _byGitHub;

    private PeopleList(
        ImmutableDictionary<string, Person> byName,
        ImmutableDictionary<string, Person> bySlack,
        ImmutableDictionary<string, Person> byGitHub)
    {
        _byName = byName;
        _bySlack = bySlack;
        _byGitHub = byGitHub;
    }

    /// <summary>The user groups of Slack whose members have roles.</summary>
    public ImmutableDictionary<string, ImmutableArray<Role>> Groups { get; private init; } =
        ImmutableDictionary<string, ImmutableArray<Role>>.Empty;

    public Person? Named(string name) => _byName.GetValueOrDefault(name);

    public Person? OfSlack(string userId) => _bySlack.GetValueOrDefault(userId);

    public Person? OfGitHub(string login) => _byGitHub.GetValueOrDefault(login);

    /// <summary>
    /// Who an account is: the person whom it is listed for, or somebody known by Slack's name for it alone. A name that
    /// another person is listed under is not lent to an account which is not theirs.
    /// </summary>
    /// <param name="more">Roles besides those that are listed.</param>
    public Person OfSlack(string userId, string name, ImmutableArray<Role> more)
    {
        if (OfSlack(userId) is { } listed)
            return listed with { Roles = [.. listed.Roles.Union(more)] };
        return new Person(_byName.ContainsKey(name) ? $"{name}/{userId}" : name, more);
    }

    /// <summary>The Slack accounts of a person.</summary>
    public IEnumerable<string> AccountsOf(string name) =>
        _bySlack.Where(account => account.Value.Name == name).Select(account => account.Key).Order(StringComparer.Ordinal);

    /// <summary>The list; each mistake is told as a sentence, and what is sound is kept.</summary>
    public static PeopleList Read(
        IEnumerable<PersonSettings> settings, Action<string> problem, IEnumerable<GroupSettings>? groups = null)
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
            Give(byGitHub, "GitHub login", written.GitHub.Where(login => IsLogin(login, person, problem)), person, problem);
        }

        return new PeopleList(byName.ToImmutable(), bySlack.ToImmutable(), byGitHub.ToImmutable())
        {
            Groups = GroupsOf(groups ?? [], problem),
        };
    }

    private static void Give(
        ImmutableDictionary<string, Person>.Builder to, string what, IEnumerable<string> accounts, Person person, Action<string> problem)
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

    private static ImmutableDictionary<string, ImmutableArray<Role>> GroupsOf(IEnumerable<GroupSettings> written, Action<string> problem)
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
    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,38}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Login();
}
