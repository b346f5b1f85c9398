using System.Collections;
using System.Globalization;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// Finds what JSON can say of a setting and no setting takes: null, and a NUL, which no path or address can hold.
/// </summary>
internal static class UnusableValue
{
    /// <summary>A sentence that names the first such key; null if there is none.</summary>
    public static string? In(object? value, string name) =>
        value switch
        {
            null => $"{name} is null. Leave it out, or give it a value.",
            string text when text.Contains('\0', StringComparison.Ordinal) => $"{name} contains a NUL. Remove it.",
            string or ValueType => null,
            IEnumerable list => First(
                list.Cast<object?>()
                    .Select((entry, at) => (entry, string.Create(CultureInfo.InvariantCulture, $"{name}:{at}")))
            ),
            _ => First(value.GetType().GetProperties().Select(key => (key.GetValue(value), $"{name}:{key.Name}"))),
        };

    private static string? First(IEnumerable<(object? Value, string Name)> values) =>
        values.Select(one => In(one.Value, one.Name)).FirstOrDefault(found => found is not null);
}
