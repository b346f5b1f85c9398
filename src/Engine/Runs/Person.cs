using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// A person as the configuration lists them; all their accounts are one person. The four-eyes rule compares names.
/// </summary>
public sealed record Person(string Name, ImmutableArray<Role> Roles)
{
    public bool Is(Role role) => !Roles.IsDefault && Roles.Contains(role);

    /// <summary>The service itself, for what no person decided.</summary>
    public static Person Engine { get; } = new("olupgrade", []);
}
