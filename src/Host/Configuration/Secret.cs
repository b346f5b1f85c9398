namespace OlUpgrade.Hosting.Configuration;

/// <summary>A secret from the environment or from a file. <see cref="ToString"/> never shows it.</summary>
public sealed class Secret
{
    private static readonly string[] TokenPrefixes = ["xoxb-", "xapp-", "ghp_", "github_pat_"];

    private Secret(string value) => Value = value;

    /// <summary>The secret itself.</summary>
    public string Value { get; }

    /// <summary>Reads the secret from exactly one of two settings, or says in a sentence why it cannot.</summary>
    /// <param name="name">The setting's full name; the setting for the file has <c>File</c> added.</param>
    /// <param name="direct">The secret itself; empty if it is in a file.</param>
    /// <param name="file">The file's name; empty if the secret is given directly.</param>
    public static (Secret? Secret, string? Problem) Read(string name, string direct, string file)
    {
        if (direct.Length > 0 && file.Length > 0)
            return (null, $"{name} and {name}File are both set; remove one.");
        if (direct.Length == 0 && file.Length == 0)
            return (
                null,
                $"{name}File is not set. Put the token into a file that only the service can read, "
                    + "and name the file here."
            );
        if (direct.Length > 0)
            return Of(name, direct);
        if (TokenPrefixes.Any(file.StartsWith))
            return (null, $"{name}File contains a token. Put the token into a file, and name the file here.");
        try
        {
            return Of($"{name}File ({file})", File.ReadAllText(file).Trim());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{name}File is {file}, which cannot be read: {fault.Message}");
        }
    }

    public override string ToString() => "[secret]";

    private static (Secret? Secret, string? Problem) Of(string name, string value) =>
        value.Length >= Secrets.Redactor.ShortestSecret
            ? (new Secret(value), null)
            : (null, $"{name} has {value.Length} characters, which is too short for a token.");
}
