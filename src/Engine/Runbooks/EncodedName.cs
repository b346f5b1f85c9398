using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Encodes any name as a word of letters, digits, <c>.</c>, <c>-</c> and <c>_</c> that is safe as a folder name and in
/// a report line. Every other byte of the UTF-8, and a leading dot, becomes <c>_XX</c>; this can be decoded.
/// </summary>
public static class EncodedName
{
    private const int MaxFolderLength = 200;

    public static string Encode(string name)
    {
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            var isDotInside = octet == '.' && encoded.Length > 0;
            var isPlain = char.IsAsciiLetterOrDigit((char)octet) || octet == '-' || isDotInside;
            _ = isPlain ? encoded.Append((char)octet) : encoded.Append('_').Append(octet.ToString("X2"));
        }

        return encoded.ToString();
    }

    public static string Decode(string encoded)
    {
        var octets = new List<byte>();
        for (var at = 0; at < encoded.Length; at++)
        {
            var hex = encoded[at] == '_' && at + 2 < encoded.Length ? encoded.Substring(at + 1, 2) : null;
            var isEscape = byte.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var octet);
            octets.Add(isEscape ? octet : (byte)encoded[at]);
            at += isEscape ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. octets]);
    }

    /// <summary>
    /// The encoded parts joined by <c>+</c>. A name of more than 200 characters ends in a hash of the whole instead.
    /// </summary>
    public static string Folder(params ReadOnlySpan<string> parts)
    {
        var encoded = new List<string>();
        foreach (var part in parts)
            encoded.Add(Encode(part));
        var folder = string.Join('+', encoded);
        return folder.Length <= MaxFolderLength ? folder : $"{folder[..(MaxFolderLength - 33)]}+{Hash(folder)[..32]}";
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
