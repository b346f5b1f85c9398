namespace OlUpgrade.Ssh;

/// <summary>
/// A script for <c>sh</c> with its values. The values travel on standard input and become environment variables; they
/// never stand in the script, on the host's disk or in its process list.
/// </summary>
/// <param name="Deadline">How long the question may take, or the start of the attempt.</param>
public sealed record ShellScript(string Text, Facts Values, TimeSpan Deadline)
{
    public static ShellScript Of(string text, TimeSpan deadline) => new(text, Facts.Empty, deadline);
}
