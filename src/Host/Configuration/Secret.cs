namespace OlUpgrade.Hosting.Configuration;

/// <summary>A secret from the environment or from a file; its text never shows.</summary>
public sealed class Secret
{
    private static readonly string[] Beginnings = ["xoxb-", "xapp-", "ghp_", "github_pat_"];

    private Secret(string value) => Value = value;

    public string Value { get; }

    /// <summary>The secret, or the sentence that says why there is none.</summary>
    public static (Secret? Secret, string? Problem) Read(string name, string direct, string file)
    {
        if (direct.Length > 0 && file.Length > 0)
            return (null, $"{name} and {name}File are both set; keep one.");
        if (direct.Length == 0 && file.Length == 0)
            return (
                null,
                $"{name}File is not set. Put the token into a file that only the service may read, and name it there."
            );
        if (direct.Length > 0)
            return Of(name, direct);
        if (Beginnings.Any(file.StartsWith))
            return (null, $"{name}File holds a token itself. Put the token into a file and name that.");
        try
        {
            return Of($"the file {file} that {name}File names", File.ReadAllText(file).Trim());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{name}File names {file}, which cannot be read: {fault.Message}");
        }
    }

    public override string ToString() => "[secret]";

    private static (Secret? Secret, string? Problem) Of(string name, string value) =>
        value.Length >= Execution.Redactor.ShortestSecret
            ? (new Secret(value), null)
            : (null, $"{name} holds {value.Length} characters; that is no token.");
}
