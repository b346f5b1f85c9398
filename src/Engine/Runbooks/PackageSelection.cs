using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace OlUpgrade.Runbooks;

/// <summary>Which packages an <c>upgrade</c> step takes.</summary>
/// <param name="Wanted">
/// <see cref="All"/>, <see cref="Security"/>, or names separated by blanks; in a runbook also <c>$</c> and the name of
/// a text parameter, which the plan replaces by its value (empty means all).
/// </param>
/// <param name="Leave">Packages that stay as they are, whatever is newer.</param>
public sealed partial record PackageSelection(string Wanted, ImmutableArray<string> Leave)
{
    public const string All = "all";
    public const string Security = "security";

    /// <summary>The parameter that it refers to; null if it is written out.</summary>
    public static string? ParameterOf(string wanted) => wanted is ['$', .. var name] ? name : null;

    /// <summary>The names in a value, which is neither <see cref="All"/> nor <see cref="Security"/>.</summary>
    public static ImmutableArray<string> Names(string wanted) =>
        [.. wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The selection with the parameter's value.</summary>
    public PackageSelection With(Facts parameters) =>
        ParameterOf(Wanted) is { } name ? this with { Wanted = Meant(parameters.GetValueOrDefault(name, "")) } : this;

    /// <summary>Why a value selects nothing that can be understood; null if it does.</summary>
    public static string? Refusal(string wanted) =>
        Meant(wanted) is All or Security ? null
        : Names(wanted).FirstOrDefault(name => !IsPackage(name)) is { } wrong
            ? $"{Yaml.Quote.Of(wrong)} is no name of a package; write {All}, {Security}, or names separated by blanks"
        : null;

    /// <summary>
    /// True for a name as Debian allows it, with an architecture or without. One that ends in a hyphen would have apt
    /// remove the package.
    /// </summary>
    public static bool IsPackage(string name) => Package().IsMatch(name);

    public bool Equals(PackageSelection? other) =>
        other is not null && Wanted == other.Wanted && Leave.SequenceEqual(other.Leave);

    public override int GetHashCode() => HashCode.Combine(Wanted, Leave.Length);

    private static string Meant(string wanted) => string.IsNullOrWhiteSpace(wanted) ? All : wanted.Trim();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.+-]*[a-z0-9+](:[a-z0-9-]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Package();
}
