using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Yaml;

/// <summary>
/// SHA-256 of a UTF-8 text, as lowercase hex. Equal digests mean equal content: evidence from earlier runs is matched
/// by the runbook's digest, an approval by the plan's.
/// </summary>
public readonly record struct Digest(string Hex)
{
    /// <summary>The first twelve digits, which people see and type.</summary>
    public string Abbreviated => Hex[..12];

    public static Digest Of(string text) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    public override string ToString() => Hex;
}
