using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// The tokens that identify people to the local API: one for each person, 256 random bits, stored as SHA-256. Making a
/// new token revokes the old one. Only the command line writes the file; what the service notes of tokens is in
/// <see cref="TokenUses"/>, so that neither overwrites the other. A broken file is never written over: what lists or
/// changes tokens throws a <see cref="JsonException"/>.
/// </summary>
/// <param name="folder">The data folder.</param>
public sealed class TokenFile(string folder, TimeProvider time)
{
    /// <summary>How long a token is good for, unless it is made for another time.</summary>
    public const int DefaultDays = 90;

    /// <summary>The longest time that a token can be made for.</summary>
    public const int MaxDays = 365;

    private const string Prefix = "olu_";
    private const int IdLength = 12;

    private readonly PrivateJson<StoredToken> _file = new(Path.Combine(folder, "tokens.json"));
    private readonly TokenUses _uses = new(folder);

    /// <summary>Makes a new token for the person. Show it once; only its hash is stored.</summary>
    public string Make(string person, int days = DefaultDays)
    {
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var all = _file.Read();
        all[person] = new StoredToken(HashOf(token), now, now + TimeSpan.FromDays(days));
        _file.Write(all);
        return token;
    }

    /// <summary>Removes the person's token, which stops working at once. False if there is none.</summary>
    public bool Revoke(string person)
    {
        var all = _file.Read();
        if (!all.Remove(person))
            return false;
        _file.Write(all);
        return true;
    }

    /// <summary>Every token, expired ones too, by the owner's name.</summary>
    public ImmutableArray<KnownToken> All()
    {
        var uses = _uses.Read();
        return
        [
            .. _file
                .Read()
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => Known(entry.Key, entry.Value, uses.GetValueOrDefault(IdOf(entry.Value.Hash)))),
        ];
    }

    /// <summary>
    /// Whose token this is, expired or not; null if it is unknown. Notes the use of one that has not expired.
    /// </summary>
    public KnownToken? OwnerOf(string token)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(token));
        var entry = (Readable() ?? []).FirstOrDefault(one =>
            CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one.Value.Hash), hash)
        );
        if (entry.Key is null)
            return null;
        var now = time.GetUtcNow();
        var id = IdOf(entry.Value.Hash);
        var known = Known(entry.Key, entry.Value, _uses.Read().GetValueOrDefault(id));
        if (!known.HasExpired(now))
            _uses.UsedAt(id, now);
        return known;
    }

    /// <summary>
    /// Called once, when the service starts: tokens of earlier releases, which did not expire, expire from now on.
    /// </summary>
    public void SeeAll()
    {
        if (Readable()?.Values is not { } all)
            return;
        _uses.Begin(
            [.. all.Select(entry => IdOf(entry.Hash))],
            [.. all.Where(entry => entry.Expires is null).Select(entry => IdOf(entry.Hash))],
            time.GetUtcNow()
        );
    }

    /// <summary>Null for a file that is broken: then nobody is known, and nobody is let in.</summary>
    private Dictionary<string, StoredToken>? Readable()
    {
        try
        {
            return _file.Read();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static KnownToken Known(string name, StoredToken stored, TokenUse? use) =>
        new(
            name,
            IdOf(stored.Hash),
            stored.Made,
            stored.Expires ?? use?.Seen + TimeSpan.FromDays(DefaultDays),
            use?.Used
        );

    private static string IdOf(string hash) => hash[..IdLength];

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
