using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// Who is who: the configured people, by name, Slack account and GitHub login. Whoever is not listed has no roles.
/// </summary>
public sealed class PeopleList
{
    private readonly ImmutableDictionary<string, Person> _byName;
    private readonly ImmutableDictionary<string, Person> _bySlack;
    private readonly ImmutableDictionary<string, Person> _byGitHub;

    internal PeopleList(
        ImmutableDictionary<string, Person> byName,
        ImmutableDictionary<string, Person> bySlack,
        ImmutableDictionary<string, Person> byGitHub
    )
    {
        _byName = byName;
        _bySlack = bySlack;
        _byGitHub = byGitHub;
    }

    /// <summary>The user groups of Slack whose members have roles.</summary>
    public ImmutableDictionary<string, ImmutableArray<Role>> Groups { get; init; } =
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
        _bySlack
            .Where(account => account.Value.Name == name)
            .Select(account => account.Key)
            .Order(StringComparer.Ordinal);
}
