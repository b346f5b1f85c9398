using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// The tokens by which people speak to the local API: one per person, kept as SHA-256 of 256 random bits. Making a new
/// one voids the old.
/// </summary>
public sealed class TokenFile(string path)
{
    private const string Prefix = "olu_";

    /// <summary>Makes the person's token; it is shown once and kept nowhere in clear.</summary>
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

    /// <summary>Whose token it is; null when it is nobody's.</summary>
    public string? OwnerOf(string token)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(token));
        return Read()
            .Where(owner => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(owner.Value), hash))
            .Select(owner => owner.Key)
            .FirstOrDefault();
    }

    private Dictionary<string, string> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [] : [];

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
