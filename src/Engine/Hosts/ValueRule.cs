using System.Globalization;

namespace OlUpgrade.Hosts;

/// <summary>What a question requires of a value.</summary>
/// <param name="Value">
/// JSON text: <c>true</c>, <c>0</c>, <c>"OK"</c> or <c>null</c>; a number for above and below.
/// </param>
public sealed record ValueRule(Comparison Comparison, string Value)
{
    /// <summary>For people, to follow a name: <c>is above 0</c>.</summary>
    public override string ToString() =>
        Comparison == Comparison.Is ? $"is {Value}" : $"is {Comparison.ToString().ToLowerInvariant()} {Value}";

    /// <summary>True for a number that the rule accepts; never true for what is not a number.</summary>
    public bool Accepts(double number) =>
        !double.IsNaN(number)
        && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted)
        && Comparison switch
        {
            Comparison.Is => number.Equals(wanted),
            Comparison.Not => !number.Equals(wanted),
            Comparison.Above => number > wanted,
            Comparison.Below => number < wanted,
            _ => throw new System.Diagnostics.UnreachableException($"No comparison {Comparison}."),
        };
}
