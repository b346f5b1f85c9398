using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OlUpgrade.Secrets;

/// <summary>The forms in which a secret may appear: as it is, URL-encoded, in JSON, and within base64.</summary>
internal static class SecretForms
{
    /// <summary>The forms that stand alone: each is replaced as a whole.</summary>
    public static IEnumerable<string> Whole(string secret)
    {
        var url = Uri.EscapeDataString(secret);
        string[] forms =
        [
            secret,
            url,
            Lower(url),
            Unquoted(JsonSerializer.Serialize(secret)),
            Unquoted(JsonSerializer.Serialize(secret, Relaxed)),
        ];
        return forms.Distinct(StringComparer.Ordinal);
    }

    /// <summary>
    /// What base64 of any text around the secret always contains: three strings, one for each place that its first byte
    /// can have in a group of three; and the same in the alphabet for URLs.
    /// </summary>
    public static IEnumerable<string> WithinBase64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var core = encoded[((before * 8 + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            yield return core;
            if (core.AsSpan().IndexOfAny('+', '/') >= 0)
                yield return core.Replace('+', '-').Replace('/', '_');
        }
    }

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Unquoted(string json) => json[1..^1];

    /// <summary>The same percent-encoding with the digits in lower case.</summary>
    private static string Lower(string url)
    {
        var lower = new StringBuilder(url);
        for (var at = 0; at + 2 < url.Length; at++)
        {
            if (url[at] != '%')
                continue;
            lower[at + 1] = char.ToLowerInvariant(url[at + 1]);
            lower[at + 2] = char.ToLowerInvariant(url[at + 2]);
        }

        return lower.ToString();
    }
}
