namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>An operator (<c>;</c>, <c>&amp;&amp;</c>, a newline, a redirection) or a word.</summary>
internal sealed record ShellToken(string? Operator, ShellWord? Word);
