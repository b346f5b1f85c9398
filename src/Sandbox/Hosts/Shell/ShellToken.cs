namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>Either an operator (<c>;</c>, <c>&amp;&amp;</c>, a line end, a redirection) or a word.</summary>
internal sealed record ShellToken(string? Operator, ShellWord? Word);
