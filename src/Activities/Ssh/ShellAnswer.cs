namespace OlUpgrade.Ssh;

/// <summary>What a question's script printed, and its exit code.</summary>
public sealed record ShellAnswer(int ExitCode, string Output, string Error);
