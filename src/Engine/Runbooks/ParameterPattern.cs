using System.Text.RegularExpressions;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// A parameter's regular expression. The whole value must match, and matching takes time linear in the value:
/// look-around and back-references are refused.
/// </summary>
internal static class ParameterPattern
{
    /// <summary>The sentence that refuses the pattern, or null when it can be used.</summary>
    public static string? Refusal(string pattern)
    {
        try
        {
            // Compiled alone first: put between brackets, an unbalanced pattern could become a valid one.
            Compile(pattern);
            Compile(pattern, whole: true);
            return null;
        }
        catch (ArgumentException mistake)
        {
            return $"`pattern` is no valid regular expression: {Quote.Of(mistake.Message, 160)}";
        }
        catch (NotSupportedException)
        {
            return "`pattern` is too large, or uses look-around or back-references: write it without them";
        }
    }

    public static bool Accepts(string pattern, string value) => Compile(pattern, whole: true).IsMatch(value);

    private static Regex Compile(string pattern, bool whole = false) =>
        new(
            whole ? $@"\A(?:{pattern})\z" : pattern,
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );
}
