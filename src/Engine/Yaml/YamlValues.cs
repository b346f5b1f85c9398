using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Yaml;

/// <summary>
/// Reads single values of a document. Null (or an empty list) means that the reason was reported as a problem.
/// </summary>
internal sealed class YamlValues(ProblemList problems)
{
    /// <summary>Text; what YAML would read as a number, a boolean or null must be quoted.</summary>
    public string? Text(YamlNode node, string what, TextRule rule)
    {
        if (Scalar(node, what, rule.Expected) is not { } scalar)
            return null;
        if (scalar.Plain && YamlPlain.Meaning(scalar.Text) is { } meaning)
            return Refuse(node, InQuotes(what, scalar.Text, meaning));
        return rule.Refusal(what, scalar.Text) is { } refusal ? Refuse(node, refusal) : scalar.Text;
    }

    public int? WholeNumber(YamlNode node, string what, int min, int max)
    {
        var expected = $"a whole number from {min} to {max}";
        if (Scalar(node, what, expected) is not { } scalar)
            return null;
        if (scalar.Plain && WithoutZeros(scalar.Text) is { } plain)
        {
            problems.Add(
                node.At,
                $"`{what}` begins with 0: YAML may read {Quote.Of(scalar.Text)} as an octal number; write {plain}"
            );
            return null;
        }

        if (
            int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
        )
            return number;
        problems.Add(node.At, $"`{what}` must be {expected}; it is \"{Quote.Of(scalar.Text)}\"");
        return null;
    }

    public bool? Boolean(YamlNode node, string what)
    {
        const string expected = "true or false";
        switch (Scalar(node, what, expected)?.Text)
        {
            case null:
                return null;
            case "true" or "True" or "yes" or "Yes":
                return true;
            case "false" or "False" or "no" or "No":
                return false;
            case var other:
                problems.Add(node.At, $"`{what}` must be {expected}; it is \"{Quote.Of(other)}\"");
                return null;
        }
    }

    public TimeSpan? Duration(YamlNode node, string what, TimeSpan min, TimeSpan max)
    {
        if (Scalar(node, what, Durations.Example) is not { } scalar)
            return null;
        if (DurationRefusal(what, scalar.Text, min, max) is not { } refusal)
            return Durations.TryParse(scalar.Text, out var duration) ? duration : null;
        problems.Add(node.At, refusal);
        return null;
    }

    /// <summary>The sentence that rejects a duration, or null if it is valid.</summary>
    public static string? DurationRefusal(string what, string text, TimeSpan min, TimeSpan max)
    {
        if (!Durations.TryParse(text, out var duration))
        {
            var found = text switch
            {
                ['-', ..] => "it cannot be negative",
                { Length: > 0 } when text.All(char.IsAsciiDigit) => "it has no unit",
                _ => $"it is \"{Quote.Of(text)}\"",
            };
            return $"`{what}` must be {Durations.Example}; {found}";
        }

        if (duration < min)
            return $"`{what}` must be at least {Durations.Format(min)}; it is {Durations.Format(duration)}";
        return duration > max
            ? $"`{what}` may be at most {Durations.Format(max)}; it is {Durations.Format(duration)}"
            : null;
    }

    /// <summary>The items of a list as the reader reads them, without those that it rejected.</summary>
    public ImmutableArray<T> List<T>(YamlNode node, string what, Func<YamlNode, T?> read, int min = 1)
        where T : class
    {
        if (node is not YamlNode.List list)
        {
            problems.Add(node.At, $"`{what}` must be a list, such as [one, two]");
            return [];
        }

        if (list.Items.Length < min)
            problems.Add(node.At, $"`{what}` is empty: it needs at least one entry");
        return [.. list.Items.Select(read).OfType<T>()];
    }

    /// <summary>A list of texts, each at most once.</summary>
    public ImmutableArray<string> Texts(YamlNode node, string what, TextRule rule, int min = 1)
    {
        var seen = new HashSet<string>();
        return List(node, what, ReadOne, min);

        string? ReadOne(YamlNode item)
        {
            if (Text(item, what, rule) is not { } text)
                return null;
            return seen.Add(text) ? text : Refuse(item, $"`{what}` names {text} twice: remove one");
        }
    }

    /// <summary>The digits that are meant if there are zeros before them; null if there are none.</summary>
    private static string? WithoutZeros(string text)
    {
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits is not ['0', _, ..] || !digits.All(char.IsAsciiDigit))
            return null;
        return (text[0] == '-' ? "-" : "") + (digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0");
    }

    private static string InQuotes(string what, string text, string meaning) =>
        text.Length == 0
            ? $"`{what}` is empty: give it a value, or write \"\" for empty text"
            : $"`{what}` is text, but `{Quote.Of(text)}` without quotes is "
                + $"{meaning} in YAML: write \"{Quote.Of(text)}\"";

    private YamlNode.Scalar? Scalar(YamlNode node, string what, string expected)
    {
        if (node is YamlNode.Scalar scalar)
            return scalar;
        problems.Add(node.At, $"`{what}` must be {expected}, not a {(node is YamlNode.List ? "list" : "mapping")}");
        return null;
    }

    private string? Refuse(YamlNode node, string sentence)
    {
        problems.Add(node.At, sentence);
        return null;
    }
}
