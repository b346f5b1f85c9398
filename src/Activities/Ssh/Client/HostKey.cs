using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Ssh.Client;

/// <summary>A host's public key as known_hosts writes it: type (<c>ssh-ed25519</c>) and base64.</summary>
public sealed record HostKey(string Type, string Base64)
{
    /// <summary>
    /// What people compare: <c>SHA256:</c> and the unpadded base64 of the hash, as ssh-keygen prints it.
    /// </summary>
    public string Fingerprint =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    /// <summary>From the key as it travels in the protocol; its type is its first field.</summary>
    public static HostKey FromWire(byte[] blob)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(blob);
        return new(Encoding.ASCII.GetString(blob, 4, length), Convert.ToBase64String(blob));
    }
}
