using System.Text.RegularExpressions;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// A parameter's regular expression. The whole value must match, and matching takes time linear in the value:
/// lookaround and backreferences are rejected.
/// </summary>
internal static class ParameterPattern
{
    /// <summary>The sentence that rejects the pattern, or null if it is valid.</summary>
    public static string? Refusal(string pattern)
    {
        try
        {
            // Compiled on its own first: inside the group, an unbalanced pattern could become a valid one.
            Compile(pattern);
            Compile(pattern, whole: true);
            return null;
        }
        catch (ArgumentException error)
        {
            return $"`pattern` is not a valid regular expression: {Quote.Of(error.Message, 160)}";
        }
        catch (NotSupportedException)
        {
            return "`pattern` is too large, or uses lookaround or backreferences: write it without them";
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
