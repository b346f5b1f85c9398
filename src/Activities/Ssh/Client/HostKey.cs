using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Ssh.Client;

/// <summary>A host's public key as known_hosts writes it: type (<c>ssh-ed25519</c>) and base64.</summary>
public sealed record HostKey(string Type, string Base64)
{
    /// <summary>
    /// For people to compare: <c>SHA256:</c> and the hash in unpadded base64, as ssh-keygen prints it.
    /// </summary>
    public string Fingerprint =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    /// <summary>Reads a key in its protocol form (RFC 4253, 6.6); the type is its first field.</summary>
    public static HostKey FromWire(byte[] blob)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(blob);
        return new(Encoding.ASCII.GetString(blob, 4, length), Convert.ToBase64String(blob));
    }
}
