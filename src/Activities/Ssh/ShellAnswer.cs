namespace OlUpgrade.Ssh;

/// <summary>The exit code of a question's script, its standard output and its standard error.</summary>
public sealed record ShellAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>What the login printed before the question was asked; empty for a quiet login.</summary>
    public string Noise { get; init; } = "";
}
