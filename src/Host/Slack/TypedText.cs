using System.Text.RegularExpressions;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// What a person typed, back from how Slack writes it: names with dots come as links, quotes are curly, and a phone
/// makes one long dash of two short ones. Pure.
/// </summary>
/// <remarks>Sources: Slack's pages on formatting text (links, escapes); findings S2 and S8.</remarks>
internal static partial class TypedText
{
    /// <summary>The text with links as the words that the person sees, and without Slack's escapes.</summary>
    public static string Of(string text) =>
        Link()
            .Replace(text, link => Seen(link.Groups["label"].Value, link.Groups["address"].Value))
            .Replace('“', '"')
            .Replace('”', '"')
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>A word whose dash is a long one, as if it had been typed with two short ones.</summary>
    public static string WithDashes(string word) => LongDash().Replace(word, "--");

    private static string Seen(string label, string address) =>
        label.Length > 0 ? label : address.Replace("mailto:", "", StringComparison.Ordinal);

    // Mentions of people, channels and groups begin with a sign of their own, and stay.
    [GeneratedRegex(@"<(?<address>[a-z][a-z+.-]*:[^|<>]*)(\|(?<label>[^<>]*))?>", Options, 1_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^[‐‑‒–—―−][‐‑‒–—―−-]*", Options, 1_000)]
    private static partial Regex LongDash();

    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
}
