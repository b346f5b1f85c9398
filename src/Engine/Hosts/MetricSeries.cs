using System.Collections.Immutable;
using System.Text;

namespace OlUpgrade.Hosts;

/// <summary>
/// The name and the labels of a time series as Prometheus writes them: <c>name{label="value",…}</c>, with <c>\\</c>,
/// <c>\"</c> and <c>\n</c> in values.
/// </summary>
public sealed record MetricSeries(string Name, ImmutableDictionary<string, string> Labels)
{
    /// <summary>The series that the whole text names; null if it names none.</summary>
    public static MetricSeries? Parse(string text) =>
        Read(text, out var rest) is { } series && rest == "" ? series : null;

    /// <summary>The series at the beginning of the text; null if there is none.</summary>
    /// <param name="rest">What follows it.</param>
    public static MetricSeries? Read(string text, out string rest)
    {
        var at = NameEnd(text, 0);
        rest = text[at..];
        if (at == 0)
            return null;
        var labels = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (at == text.Length || text[at] != '{')
            return new(text[..at], labels.ToImmutable());
        var name = text[..at++];
        while (at < text.Length && text[at] != '}')
        {
            if (ReadLabel(text, at) is not var (label, value, end) || !labels.TryAdd(label, value))
                return null;
            at = end;
        }

        rest = at < text.Length ? text[(at + 1)..] : "";
        return at < text.Length ? new(name, labels.ToImmutable()) : null;
    }

    /// <summary>True if the other series has this name and at least these labels.</summary>
    public bool Matches(MetricSeries other) =>
        other.Name == Name && Labels.All(label => other.Labels.GetValueOrDefault(label.Key) == label.Value);

    /// <summary>As in a selector, with the labels by name.</summary>
    public override string ToString()
    {
        var labels = Labels.OrderBy(label => label.Key, StringComparer.Ordinal);
        return Labels.IsEmpty
            ? Name
            : $"{Name}{{{string.Join(',', labels.Select(label => $"{label.Key}=\"{Escaped(label.Value)}\""))}}}";
    }

    private static string Escaped(string value) =>
        value
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    private static int NameEnd(string text, int from)
    {
        var at = from;
        while (
            at < text.Length
            && (char.IsAsciiLetter(text[at]) || text[at] is '_' or ':' || (at > from && char.IsAsciiDigit(text[at])))
        )
            at++;
        return at;
    }

    /// <summary>One label, and where the next one or the closing brace is.</summary>
    private static (string Label, string Value, int End)? ReadLabel(string text, int from)
    {
        var at = NameEnd(text, from);
        if (at == from || !text.AsSpan(at).StartsWith("=\"", StringComparison.Ordinal))
            return null;
        var label = text[from..at];
        var value = new StringBuilder();
        for (at += 2; at < text.Length && text[at] != '"'; at++)
        {
            var isEscaped = text[at] == '\\';
            if (isEscaped && ++at == text.Length)
                return null;
            value.Append(isEscaped && text[at] == 'n' ? '\n' : text[at]);
        }

        if (++at >= text.Length || text[at] is not (',' or '}'))
            return null;
        at += text[at] == ',' ? 1 : 0;
        while (at < text.Length && text[at] == ' ')
            at++;
        return (label, value.ToString(), at);
    }
}
