using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>Makes the SSH adapter's options from the settings.</summary>
internal static class SshOptionsOf
{
    public static SshOptions Settings(SshSettings settings) =>
        new()
        {
            KeyFile = settings.KeyFile,
            PassphraseFile = settings.PassphraseFile.Length > 0 ? settings.PassphraseFile : null,
            KnownHostsFile = settings.KnownHostsFile,
        };
}
