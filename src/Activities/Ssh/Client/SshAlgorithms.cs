using System.Collections.Immutable;
using Renci.SshNet;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// What is offered to a host: nothing that rests on SHA-1, CBC or triple DES, no host certificates (no authority is
/// configured that could vouch for one), and the types of the pinned keys first, so that a host with several keys
/// shows the one that is known.
/// </summary>
internal static class SshAlgorithms
{
    public static void Restrict(ConnectionInfo connection, ImmutableArray<HostKey> pinned)
    {
        Remove(connection.KeyExchangeAlgorithms, name => name.EndsWith("-sha1", StringComparison.Ordinal));
        Remove(connection.Encryptions, name => name.EndsWith("-cbc", StringComparison.Ordinal));
        Remove(connection.HmacAlgorithms, name => name.StartsWith("hmac-sha1", StringComparison.Ordinal));
        Remove(connection.HostKeyAlgorithms, IsRefusedHostKey);
        var types = pinned.Select(key => key.Type).ToHashSet();
        var ordered = connection.HostKeyAlgorithms.OrderByDescending(one => types.Contains(TypeOf(one.Key))).ToArray();
        connection.HostKeyAlgorithms.Clear();
        foreach (var (name, algorithm) in ordered)
            connection.HostKeyAlgorithms.Add(name, algorithm);
    }

    private static bool IsRefusedHostKey(string name) =>
        name is "ssh-rsa" or "ssh-dss" || name.Contains("-cert-", StringComparison.Ordinal);

    private static string TypeOf(string algorithm) =>
        algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;

    private static void Remove<T>(IDictionary<string, T> algorithms, Predicate<string> isRefused)
    {
        foreach (var name in algorithms.Keys.Where(name => isRefused(name)).ToArray())
            algorithms.Remove(name);
    }
}
