using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Ssh.Client;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Checks what SSH needs on this machine: the private key and the pinned host keys. Connects to no host.
/// </summary>
internal static class SshFindings
{
    private const string Subject = "known_hosts";

    public static ImmutableArray<Finding> OfKey(SshOptions options)
    {
        // A missing setting or file is already a finding of the settings.
        if (!File.Exists(options.KeyFile))
            return [];
        var unusable = SshIdentity.ProblemOf(options) is { } problem
            ? $"{options.KeyFile} cannot be used: {problem.TrimEnd('.')}. Check the file and its passphrase."
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
                    $"{file} does not exist, so every host is refused. Pin each key: olupgrade trust HOST"
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
