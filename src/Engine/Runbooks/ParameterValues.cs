using System.Text;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Checks whether a value fits a parameter: one line, of its type, and matching its pattern.</summary>
public static class ParameterValues
{
    /// <summary>The sentence that rejects the value, or null if it fits.</summary>
    public static string? Refusal(Parameter parameter, string value)
    {
        var broken = value.EnumerateRunes().Contains(Rune.ReplacementChar);
        if (broken || value.Any(char.IsControl) || value.Any(YamlText.IsHidden))
            return $"`{parameter.Name}` must be one line without control characters";
        if (TextRule.AnyLine.Refusal(parameter.Name, value) is { } tooLong)
            return tooLong;
        if (parameter.Type == ParameterType.Duration && DurationRefusal(parameter, value) is { } refusal)
            return refusal;
        return parameter.Pattern is { } pattern && !ParameterPattern.Accepts(pattern, value)
            ? $"`{parameter.Name}` must match the pattern {pattern}; it is \"{Quote.Of(value)}\""
            : null;
    }

    private static string? DurationRefusal(Parameter parameter, string value) =>
        YamlValues.DurationRefusal(parameter.Name, value, Limits.Instant, Limits.Timeout);
}
