using OlUpgrade.Hosts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>Reads the private key that all hosts accept. A fault contains neither the key nor its passphrase.</summary>
public static class SshIdentity
{
    /// <summary>Why the key cannot be used, in a few words; null if it can. Calls no host.</summary>
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
        // A wrong passphrase appears as one of several exceptions of the cipher; after any, the file cannot be used.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return (null, e.Message);
        }
    }
}
