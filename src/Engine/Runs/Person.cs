using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// Who did something, as the configuration knows them: two accounts of one person are one person. Name is what
/// four-eyes compares.
/// </summary>
public sealed record Person(string Name, ImmutableArray<Role> Roles)
{
    public bool Is(Role role) => !Roles.IsDefault && Roles.Contains(role);

    /// <summary>The service itself, for what happens without a person.</summary>
    public static Person Engine { get; } = new("olupgrade", []);
}
