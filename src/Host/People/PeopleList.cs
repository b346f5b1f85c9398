using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// The people in the settings, by name, Slack account and GitHub login. An account that is not listed has no roles,
/// except those of <see cref="Groups"/>.
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

    /// <summary>The roles of Slack user groups, by the group's ID.</summary>
    public ImmutableDictionary<string, ImmutableArray<Role>> Groups { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Role>>.Empty;

    /// <summary>The listed person with this name; null if there is none.</summary>
    public Person? Named(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The listed person with this Slack account; null if there is none.</summary>
    public Person? OfSlack(string userId) => _bySlack.GetValueOrDefault(userId);

    /// <summary>The listed person with this GitHub login, in any case; null if there is none.</summary>
    public Person? OfGitHub(string login) => _byGitHub.GetValueOrDefault(login);

    /// <summary>True for the name of a listed person, which nobody else is shown under.</summary>
    public bool Lists(string name) => _byName.ContainsKey(name);

    /// <summary>The Slack user IDs of a listed person, sorted.</summary>
    public IEnumerable<string> AccountsOf(string name) =>
        _bySlack
            .Where(account => account.Value.Name == name)
            .Select(account => account.Key)
            .Order(StringComparer.Ordinal);
}
