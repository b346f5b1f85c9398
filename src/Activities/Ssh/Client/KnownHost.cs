using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// One line of a known_hosts file (sshd(8)): its host names, or one hashed name, and the key. Lines for certificate
/// authorities and patterns with wildcards pin nothing; a revoked key is revoked for all hosts that the patterns match.
/// </summary>
internal sealed record KnownHost(bool IsRevoked, string Names, HostKey Key)
{
    /// <summary>Null for a comment, an empty line, and a line that pins nothing.</summary>
    public static KnownHost? Parse(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].StartsWith('#'))
            return null;
        var isMarked = words[0].StartsWith('@');
        if ((isMarked && words[0] != "@revoked") || words.Length < (isMarked ? 4 : 3))
            return null;
        var rest = isMarked ? words[1..] : words;
        return IsBase64(rest[2]) ? new(isMarked, rest[0], new HostKey(rest[1], Canonical(rest[2]))) : null;
    }

    /// <summary>How known_hosts names a host: the address alone on port 22, otherwise <c>[address]:port</c>.</summary>
    public static string NameOf(string address, int port) => port == 22 ? address : $"[{address}]:{port}";

    public bool Matches(string name) =>
        Names.StartsWith("|1|", StringComparison.Ordinal)
            ? MatchesHash(name)
            : Names.Split(',').Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the line revokes its key for the host. A line that names the host without a port revokes it for each of
    /// its ports.
    /// </summary>
    public bool Revokes(string address, int port) =>
        IsRevoked && (MatchesPattern(NameOf(address, port)) || MatchesPattern(address));

    /// <summary>As OpenSSH does: a pattern of the list matches, and none of those that begin with <c>!</c>.</summary>
    private bool MatchesPattern(string name)
    {
        if (Names.StartsWith("|1|", StringComparison.Ordinal))
            return MatchesHash(name);
        var patterns = Names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return patterns.Any(pattern => HostPattern.Matches(pattern, name))
            && !patterns.Any(pattern => pattern[0] == '!' && HostPattern.Matches(pattern[1..], name));
    }

    private static string Canonical(string base64) => Convert.ToBase64String(Convert.FromBase64String(base64));

    private bool MatchesHash(string name)
    {
        var parts = Names.Split('|');
        if (parts.Length != 4 || !IsBase64(parts[2]) || !IsBase64(parts[3]))
            return false;
        // The known_hosts format uses SHA-1; it hides names and protects nothing.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Convert.FromBase64String(parts[2]), Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
        return hash.AsSpan().SequenceEqual(Convert.FromBase64String(parts[3]));
    }

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);
}
