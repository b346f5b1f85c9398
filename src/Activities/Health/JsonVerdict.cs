using System.Text;
using System.Text.Json;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Judges the value at a place of a JSON document. No document, no such place and a value of another type are all a
/// no. Of two members with one name the last counts.
/// </summary>
internal static class JsonVerdict
{
    public static HealthVerdict Of(HealthQuestion.Json asked, ShellAnswer answer)
    {
        var page = PageAnswer.Read(answer);
        if (page.Problem is { } problem)
            return new HealthVerdict(false, problem);
        if (page.Status != 200)
            return new HealthVerdict(false, page.Seen);
        try
        {
            using var document = JsonDocument.Parse(AsSent(page.Body));
            return Find(document.RootElement, asked.At) is { } value
                ? new HealthVerdict(Accepts(asked.Rule, value), Shown(value))
                : new HealthVerdict(false, $"there is no {asked.At} in \"{PageAnswer.Excerpt(page.Body)}\"");
        }
        // The latter for half a character, which an escape can make.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new HealthVerdict(false, $"no JSON: \"{PageAnswer.Excerpt(page.Body)}\"");
        }
    }

    /// <summary>
    /// What no reader would see has become <c>\u{200B}</c> where the answer came in, which is no JSON: its backslash is
    /// doubled, unless it is the second one of a pair.
    /// </summary>
    private static string AsSent(string body)
    {
        const string shown = @"\u{";
        if (!body.Contains(shown, StringComparison.Ordinal))
            return body;
        var sent = new StringBuilder(body.Length + 16);
        var isEscaped = false;
        for (var at = 0; at < body.Length; at++)
        {
            var isShown = !isEscaped && body.AsSpan(at).StartsWith(shown, StringComparison.Ordinal);
            sent.Append(isShown ? @"\" : "").Append(body[at]);
            isEscaped = !isEscaped && !isShown && body[at] == '\\';
        }

        return sent.ToString();
    }

    /// <summary>The value at an RFC 6901 pointer; null if there is none.</summary>
    private static JsonElement? Find(JsonElement root, string pointer)
    {
        var value = root;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member))
                value = member;
            else if (value.ValueKind == JsonValueKind.Array && IndexOf(name) is { } at && at < value.GetArrayLength())
                value = value[at];
            else
                return null;
        }

        return value;
    }

    private static int? IndexOf(string name) =>
        name is "0" || (name.Length is > 0 and < 9 && name[0] != '0' && name.All(char.IsAsciiDigit))
            ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static bool Accepts(ValueRule rule, JsonElement value)
    {
        using var wanted = JsonDocument.Parse(rule.Value);
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return false;
        if (value.ValueKind == JsonValueKind.Number && wanted.RootElement.ValueKind == JsonValueKind.Number)
            return rule.Accepts(value.GetDouble());
        return rule.Comparison switch
        {
            Comparison.Is => IsSame(value, wanted.RootElement),
            Comparison.Not => !IsSame(value, wanted.RootElement),
            // Only numbers are above or below anything.
            _ => false,
        };
    }

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind == other.ValueKind
        && (one.ValueKind != JsonValueKind.String || one.GetString() == other.GetString());

    private static string Shown(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "it is an object",
            JsonValueKind.Array => $"it is an array of {value.GetArrayLength()}",
            _ => $"it is {PageAnswer.Excerpt(value.GetRawText())}",
        };
}
