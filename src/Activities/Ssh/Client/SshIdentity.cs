using OlUpgrade.Hosts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Reads the private key that all hosts accept. Neither the key nor its passphrase appears in a fault.
/// </summary>
public static class SshIdentity
{
    /// <summary>Why the key cannot be used, in a few words; null when it can. No host is called.</summary>
    public static string? ProblemOf(SshOptions options)
    {
        var (key, seen) = Read(options);
        key?.Dispose();
        return seen;
    }

    internal static ShellReply<PrivateKeyFile> Load(Host host, SshOptions options)
    {
        var (key, seen) = Read(options);
        return key is not null ? key : SshFaults.KeyFile(host, options.KeyFile, seen!);
    }

    private static (PrivateKeyFile? Key, string? Seen) Read(SshOptions options)
    {
        try
        {
            return (
                options.PassphraseFile is { } file
                    ? new PrivateKeyFile(options.KeyFile, File.ReadLines(file).FirstOrDefault() ?? "")
                    : new PrivateKeyFile(options.KeyFile),
                null
            );
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return (null, "it is encrypted and no passphrase is set");
        }
        // A wrong passphrase shows as any of several exceptions of the cipher; all mean that the file is of no use.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return (null, e.Message);
        }
    }
}
