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

    public Person? Named(string name) => _byName.GetValueOrDefault(name);

    public Person? OfSlack(string userId) => _bySlack.GetValueOrDefault(userId);

    /// <summary>The list; each mistake is told as a sentence, and what is sound is kept.</summary>
    public static PeopleList Read(IEnumerable<PersonSettings> settings, Action<string> problem)
    {
        var byName = ImmutableDictionary.CreateBuilder<string, Person>();
        var bySlack = ImmutableDictionary.CreateBuilder<string, Person>();
        foreach (var written in settings)
        {
            var person = new Person(written.Name.Trim(), [.. Roles(written, problem)]);
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

        return new PeopleList(byName.ToImmutable(), bySlack.ToImmutable());
    }

    private static IEnumerable<Role> Roles(PersonSettings written, Action<string> problem)
    {
        foreach (var name in written.Roles)
        {
            if (!char.IsDigit(name.FirstOrDefault()) && Enum.TryParse<Role>(name, ignoreCase: true, out var role))
                yield return role;
            else
                problem($"gives {written.Name} the role \"{name}\"; the roles are viewer, operator and approver.");
        }
    }
}
