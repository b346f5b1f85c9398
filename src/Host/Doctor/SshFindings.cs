using System.Collections.Immutable;
using OlUpgrade.Ssh.Client;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// What SSH needs on this machine: the private key and the pinned keys of the hosts. No host is called.
/// </summary>
internal static class SshFindings
{
    private const string Subject = "known_hosts";

    public static ImmutableArray<Finding> OfKey(SshOptions options)
    {
        // What is not set or not there stands among the settings.
        if (!File.Exists(options.KeyFile))
            return [];
        var unusable = SshIdentity.ProblemOf(options) is { } seen
            ? $"{options.KeyFile} cannot be used: {seen.TrimEnd('.')}. Check the file and its passphrase."
            : null;
        return Finding.WrongOr(
            "SSH key",
            $"{options.KeyFile} can be used.",
            PrivateFile.ProblemOf(options.KeyFile),
            unusable
        );
    }

    public static ImmutableArray<Finding> OfKnownHosts(string file, IReadOnlyCollection<Host> hosts)
    {
        if (!File.Exists(file))
            return
            [
                Finding.Wrong(
                    Subject,
                    $"{file} is not there, so every host is refused. Pin each: olupgrade trust HOST"
                ),
            ];
        var known = KnownHosts.Load(file);
        var pinned = hosts.Count(host => !known.KeysOf(host.Address, host.Port).IsEmpty);
        return Finding.WrongOr(
            Subject,
            $"the keys of {pinned} of {hosts.Count} hosts are pinned.",
            PrivateFile.ProblemOfTrusted(file)
        );
    }
}
