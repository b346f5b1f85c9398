using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Any name as a word of letters, digits, <c>.</c>, <c>-</c> and <c>_</c> that is safe as a folder name and inside a
/// report line. Reversible: every other byte of its UTF-8 becomes <c>_XX</c>; a leading dot too.
/// </summary>
public static class EncodedName
{
    private const int FolderLimit = 200;

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
    /// The parts joined by <c>+</c>; what would be too long for a file system ends in a hash of the whole.
    /// </summary>
    public static string Folder(params ReadOnlySpan<string> parts)
    {
        var whole = new List<string>();
        foreach (var part in parts)
            whole.Add(Encode(part));
        var folder = string.Join('+', whole);
        return folder.Length <= FolderLimit ? folder : $"{folder[..(FolderLimit - 33)]}+{Hash(folder)[..32]}";
    }

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
