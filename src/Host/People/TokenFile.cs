using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// The tokens that identify people to the local API: one for each person, 256 random bits, stored as SHA-256. Making a
/// new token revokes the old one.
/// </summary>
public sealed class TokenFile(string path)
{
    private const string Prefix = "olu_";
    private const int IdLength = 12;

    /// <summary>Makes a new token for the person. Show it once; only its hash is stored.</summary>
    public string Make(string person)
    {
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var hashes = Read();
        hashes[person] = HashOf(token);
        Storage.Sqlite.DataFolder.MakePrivate(path + ".new");
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(hashes));
        File.Move(path + ".new", path, overwrite: true);
        return token;
    }

    /// <summary>
    /// The name of the token's owner and the token's ID, the first digits of its hash; null if it is unknown.
    /// </summary>
    public (string Name, string Id)? OwnerOf(string token)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(token));
        return Read()
            .Where(owner => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(owner.Value), hash))
            .Select(owner => ((string, string)?)(owner.Key, owner.Value[..IdLength]))
            .FirstOrDefault();
    }

    private Dictionary<string, string> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [] : [];

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
