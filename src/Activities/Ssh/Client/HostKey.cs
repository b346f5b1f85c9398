using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Ssh.Client;

/// <summary>A host's public key as known_hosts writes it: type (<c>ssh-ed25519</c>) and base64.</summary>
public sealed record HostKey(string Type, string Base64)
{
    private const int LengthOfLength = 4;

    /// <summary>
    /// For people to compare: <c>SHA256:</c> and the hash in unpadded base64, as ssh-keygen prints it.
    /// </summary>
    public string Fingerprint =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    /// <summary>
    /// Reads a key in its protocol form (RFC 4253, 6.6); the type is its first field. Null if it names no type: a type
    /// is printable and without blanks, so that it is one word in known_hosts.
    /// </summary>
    public static HostKey? FromWire(ReadOnlySpan<byte> blob)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(blob, out var length) || length > blob.Length - LengthOfLength)
            return null;
        var type = Encoding.ASCII.GetString(blob.Slice(LengthOfLength, (int)length));
        return type.Length > 0 && type.All(letter => letter is > ' ' and <= '~')
            ? new(type, Convert.ToBase64String(blob))
            : null;
    }
}
