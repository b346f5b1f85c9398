namespace OlUpgrade.Ssh.Client;

/// <summary>
/// How a call ended: with the fault of its connection, or by itself with the exit status it told, if any.
/// </summary>
internal sealed record SshCallEnd(ShellFault? Fault, int? ExitStatus);
