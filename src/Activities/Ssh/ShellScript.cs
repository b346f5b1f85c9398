namespace OlUpgrade.Ssh;

/// <summary>
/// A script for <c>sh</c> with its values. The values are sent on standard input and become environment variables; they
/// are never in the script, on the host's disk or in its process list.
/// </summary>
/// <param name="Deadline">How long the question, or starting the attempt, may take.</param>
public sealed record ShellScript(string Text, Facts Values, TimeSpan Deadline)
{
    /// <summary>A script without values.</summary>
    public static ShellScript Of(string text, TimeSpan deadline) => new(text, Facts.Empty, deadline);
}
