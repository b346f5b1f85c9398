using OlUpgrade.Hosts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh;

/// <summary>
/// Reads the private key that all hosts accept. Neither the key nor its passphrase appears in a fault.
/// </summary>
internal static class SshIdentity
{
    public static ShellReply<PrivateKeyFile> Load(Host host, SshOptions options)
    {
        try
        {
            return options.PassphraseFile is { } file
                ? new PrivateKeyFile(options.KeyFile, File.ReadLines(file).FirstOrDefault() ?? "")
                : new PrivateKeyFile(options.KeyFile);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return SshFaults.KeyFile(host, options.KeyFile, "it is encrypted and no passphrase is set");
        }
        // A wrong passphrase shows as any of several exceptions of the cipher; all mean that the file is of no use.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return SshFaults.KeyFile(host, options.KeyFile, e.Message);
        }
    }
}
