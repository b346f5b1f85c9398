namespace OlUpgrade.Hosting.Configuration;

/// <summary>The secrets behind the SSH settings, for the redactor: the passphrase and the private key's text.</summary>
internal static class SshSecrets
{
    /// <summary>Empty for a file that is not set or cannot be read; who needs it says so.</summary>
    public static IEnumerable<string> Of(SshSettings settings) =>
        [.. Read(settings.PassphraseFile), .. Read(settings.KeyFile)];

    private static string[] Read(string file)
    {
        try
        {
            return file.Length > 0 && File.Exists(file) ? [File.ReadAllText(file)] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
