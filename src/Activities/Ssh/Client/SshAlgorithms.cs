using System.Collections.Immutable;
using Renci.SshNet;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// The algorithms offered to a host: nothing based on SHA-1, CBC or triple DES, and no host certificates, because no
/// certificate authority is configured. The types of the pinned keys come first, so that a host with several keys
/// presents the one that is known.
/// </summary>
internal static class SshAlgorithms
{
    /// <summary>Removes and sorts the algorithms of a connection that is not open yet.</summary>
    public static void Restrict(ConnectionInfo connection, ImmutableArray<HostKey> pinned)
    {
        Remove(connection.KeyExchangeAlgorithms, name => name.EndsWith("-sha1", StringComparison.Ordinal));
        Remove(connection.Encryptions, name => name.EndsWith("-cbc", StringComparison.Ordinal));
        Remove(connection.HmacAlgorithms, name => name.StartsWith("hmac-sha1", StringComparison.Ordinal));
        Remove(connection.HostKeyAlgorithms, IsRefusedHostKey);
        var types = pinned.Select(key => key.Type).ToHashSet();
        var ordered = connection
            .HostKeyAlgorithms.OrderByDescending(algorithm => types.Contains(TypeOf(algorithm.Key)))
            .ToArray();
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
