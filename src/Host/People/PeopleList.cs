using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>Who is who: the configured people, by name and by Slack account. Whoever is not listed has no roles.</summary>
public sealed class PeopleList
{
    private readonly ImmutableDictionary<string, Person> _byName;
    private readonly ImmutableDictionary<string, Person> _bySlack;

    private PeopleList(ImmutableDictionary<string, Person> byName, ImmutableDictionary<string, Person> bySlack)
    {
        _byName = byName;
        _bySlack = bySlack;
    }

    /// <summary>The user groups of Slack whose members have roles.</summary>
    public ImmutableDictionary<string, ImmutableArray<Role>> Groups { get; private init; } =
        ImmutableDictionary<string, ImmutableArray<Role>>.Empty;

    public Person? Named(string name) => _byName.GetValueOrDefault(name);

    public Person? OfSlack(string userId) => _bySlack.GetValueOrDefault(userId);

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
        foreach (var written in settings)
        {
            var person = new Person(written.Name.Trim(), [.. Roles(written.Name, written.Roles, problem)]);
            if (person.Name.Length == 0)
                problem("has an entry without a Name.");
            else if (!byName.TryAdd(person.Name, person))
                problem($"names {person.Name} twice.");
            foreach (var account in written.Slack)
            {
                if (!bySlack.TryAdd(account, person))
                    problem($"gives the Slack account {account} to two people.");
            }
        }

        return new PeopleList(byName.ToImmutable(), bySlack.ToImmutable()) { Groups = GroupsOf(groups ?? [], problem) };
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
}
