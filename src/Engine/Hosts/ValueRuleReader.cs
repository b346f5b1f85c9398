using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Reads what a question requires of a value: exactly one of is, not, above and below.</summary>
internal sealed class ValueRuleReader(ProblemList problems)
{
    private static readonly ImmutableArray<(string Key, Comparison Comparison)> Known =
    [
        ("is", Comparison.Is),
        ("not", Comparison.Not),
        ("above", Comparison.Above),
        ("below", Comparison.Below),
    ];

    private static readonly ValueRule Placeholder = new(Comparison.Is, "null");

    public ValueRule Read(YamlForm form, bool onlyNumbers)
    {
        var given = Known.Where(rule => form.Has(rule.Key)).ToList();
        if (given is not [var (key, comparison)])
        {
            problems.Add(form.At, "a question about a value needs exactly one of is, not, above and below");
            return Placeholder;
        }

        var node = form.Find(key)!;
        if (node is not YamlNode.Scalar scalar)
            problems.Add(node.At, $"`{key}` must be one value, such as 0, true or \"OK\"");
        else if (onlyNumbers || comparison is Comparison.Above or Comparison.Below)
            return NumberOf(scalar) is { } number
                ? new(comparison, number)
                : Refuse(scalar, $"`{key}` must be a number");
        else if (scalar.Text.Length > 200)
            Refuse(scalar, $"`{key}` has {scalar.Text.Length} characters; the limit is 200");
        else
            return ValueOf(scalar) is { } value
                ? new(comparison, value)
                : Refuse(scalar, $"`{key}` must be true, false, null, a number or text: put text in quotes");
        return Placeholder;
    }

    private ValueRule Refuse(YamlNode.Scalar scalar, string sentence)
    {
        problems.Add(scalar.At, $"{sentence}; it is \"{Quote.Of(scalar.Text)}\"");
        return Placeholder;
    }

    /// <summary>The value as JSON; null for a word that YAML does not read as text and JSON does not know.</summary>
    private static string? ValueOf(YamlNode.Scalar scalar)
    {
        if (!scalar.Plain || YamlPlain.Meaning(scalar.Text) is not { } meaning)
            return $"\"{JsonEncodedText.Encode(scalar.Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        return scalar.Text is "true" or "false" or "null" ? scalar.Text
            : meaning == "a number" ? NumberOf(scalar)
            : null;
    }

    private static string? NumberOf(YamlNode.Scalar scalar) =>
        scalar.Plain
        && double.TryParse(
            scalar.Text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number
        )
        && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;
}
