using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Yaml;

/// <summary>
/// Reads single values of a document. Null (or an empty list) means that the reason was complained of.
/// </summary>
internal sealed class YamlValues(ProblemList complaints)
{
    /// <summary>Text; what YAML would take for a number, a truth value or nothing must stand in quotes.</summary>
    public string? Text(YamlNode node, string what, TextRule rule)
    {
        if (Scalar(node, what, rule.Expected) is not { } scalar)
            return null;
        if (scalar.Plain && YamlPlain.Meaning(scalar.Text) is { } meaning)
            return Refuse(node, InQuotes(what, scalar.Text, meaning));
        return rule.Refusal(what, scalar.Text) is { } refusal ? Refuse(node, refusal) : scalar.Text;
    }

    public int? WholeNumber(YamlNode node, string what, int least, int most)
    {
        var expected = $"a whole number from {least} to {most}";
        if (Scalar(node, what, expected) is not { } scalar)
            return null;
        if (
            int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        complaints.Add(node.At, $"`{what}` must be {expected}; it is \"{Quote.Of(scalar.Text)}\"");
        return null;
    }

    public bool? YesOrNo(YamlNode node, string what)
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
                complaints.Add(node.At, $"`{what}` must be {expected}; it is \"{Quote.Of(other)}\"");
                return null;
        }
    }

    public TimeSpan? Duration(YamlNode node, string what, TimeSpan least, TimeSpan most)
    {
        if (Scalar(node, what, Durations.Example) is not { } scalar)
            return null;
        if (DurationRefusal(what, scalar.Text, least, most) is not { } refusal)
            return Durations.TryParse(scalar.Text, out var duration) ? duration : null;
        complaints.Add(node.At, refusal);
        return null;
    }

    /// <summary>The sentence that refuses a duration, or null when it is good.</summary>
    public static string? DurationRefusal(string what, string text, TimeSpan least, TimeSpan most)
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

        if (duration < least)
            return $"`{what}` must be at least {Durations.Format(least)}; it is {Durations.Format(duration)}";
        return duration > most
            ? $"`{what}` may be at most {Durations.Format(most)}; it is {Durations.Format(duration)}"
            : null;
    }

    /// <summary>The items of a list, each read by its reader; those that it complained of are left out.</summary>
    public ImmutableArray<T> List<T>(YamlNode node, string what, Func<YamlNode, T?> read, int least = 1)
        where T : class
    {
        if (node is not YamlNode.List list)
        {
            complaints.Add(node.At, $"`{what}` must be a list, such as [one, two]");
            return [];
        }

        if (list.Items.Length < least)
            complaints.Add(node.At, $"`{what}` is empty: it needs at least one entry");
        return [.. list.Items.Select(read).OfType<T>()];
    }

    /// <summary>A list of texts, none of them twice.</summary>
    public ImmutableArray<string> Texts(YamlNode node, string what, TextRule rule, int least = 1)
    {
        var seen = new HashSet<string>();
        return List(node, what, ReadOne, least);

        string? ReadOne(YamlNode item)
        {
            if (Text(item, what, rule) is not { } text)
                return null;
            return seen.Add(text) ? text : Refuse(item, $"`{what}` names {text} twice: take one out");
        }
    }

    private static string InQuotes(string what, string text, string meaning) =>
        text.Length == 0
            ? $"`{what}` is empty: give it a value, or write \"\" for an empty text"
            : $"`{what}` is text, but {Quote.Of(text)} without quotes means "
                + $"{meaning} in YAML: write \"{Quote.Of(text)}\"";

    private YamlNode.Scalar? Scalar(YamlNode node, string what, string expected)
    {
        if (node is YamlNode.Scalar scalar)
            return scalar;
        complaints.Add(node.At, $"`{what}` must be {expected}, not a {(node is YamlNode.List ? "list" : "mapping")}");
        return null;
    }

    private string? Refuse(YamlNode node, string sentence)
    {
        complaints.Add(node.At, sentence);
        return null;
    }
}
