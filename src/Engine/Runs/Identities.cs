using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// Which accounts belong to one person, as far as the journal of a run shows. Accounts that one entry names together
/// are one person's for the rest of the run: a change of settings can join two people, and never part one.
/// </summary>
public sealed class Identities
{
    private readonly ImmutableArray<ImmutableHashSet<string>> _people;

    private Identities(ImmutableArray<ImmutableHashSet<string>> people) => _people = people;

    public static Identities None { get; } = new([]);

    /// <summary>With what this entry shows of a person's accounts.</summary>
    public Identities With(Person person)
    {
        if (!person.HasAccounts || _people.Any(known => known.IsSupersetOf(person.Accounts!)))
            return this;
        return new([.. _people.Where(known => !known.Overlaps(person.Accounts!)), AllOf(person)]);
    }

    /// <summary>
    /// True when an account is both people's, directly or through what other entries showed. An entry of a release that
    /// knew only names is compared by name.
    /// </summary>
    public bool AreOne(Person one, Person other) =>
        one.HasAccounts && other.HasAccounts ? AllOf(one).Overlaps(AllOf(other)) : one.Name == other.Name;

    /// <summary>A person's accounts, and those that other entries showed beside any of them.</summary>
    private ImmutableHashSet<string> AllOf(Person person) =>
        _people
            .Where(known => known.Overlaps(person.Accounts!))
            .Aggregate(ImmutableHashSet.CreateRange(person.Accounts!), (all, known) => all.Union(known));
}
