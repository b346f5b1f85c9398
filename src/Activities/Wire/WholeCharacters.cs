using System.Globalization;
using System.Text;

namespace OlUpgrade.Wire;

/// <summary>
/// JSON may escape half of a character (<c>\ud800</c> alone), which no text can hold: reading it throws. Here it
/// becomes U+FFFD, so that one broken character does not hide the message around it.
/// </summary>
internal static class WholeCharacters
{
    private const int EscapeLength = 6;
    private const string Replacement = "\\ufffd";

    /// <summary>The JSON with whole characters only. All else stays as it is, JSON or not.</summary>
    public static string Of(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        var whole = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; )
        {
            var (length, isHalf) = PieceAt(json, at);
            _ = isHalf ? whole.Append(Replacement) : whole.Append(json, at, length);
            at += length;
        }

        return whole.ToString();
    }

    private static (int Length, bool IsHalf) PieceAt(string json, int at)
    {
        if (json[at] != '\\')
            return (1, false);
        if (UnitAt(json, at) is not { } unit)
            return (Math.Min(2, json.Length - at), false);
        if (!char.IsSurrogate(unit))
            return (EscapeLength, false);
        var isPair =
            char.IsHighSurrogate(unit) && UnitAt(json, at + EscapeLength) is { } next && char.IsLowSurrogate(next);
        return isPair ? (2 * EscapeLength, false) : (EscapeLength, true);
    }

    /// <summary>What the escape stands for; null if there is none of this kind.</summary>
    private static char? UnitAt(string json, int at) =>
        at + EscapeLength <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(
            json.AsSpan(at + 2, EscapeLength - 2),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
