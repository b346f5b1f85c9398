using System.Security.Cryptography;

namespace OlUpgrade.Outputs;

/// <summary>An output that is on the disk, as the journal names it.</summary>
/// <param name="Bytes">The size of its file.</param>
/// <param name="Digest"><c>sha256:</c> and the hash of the file in hexadecimal digits.</param>
public sealed record KeptOutput(long Bytes, string Digest)
{
    /// <summary>The digest of a file from where it stands to its end.</summary>
    public static string DigestOf(Stream file) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(file))}";
}
