namespace OlUpgrade.Ssh.Client;

/// <summary>How a call ended: with a fault of its connection, or on its own.</summary>
/// <param name="ExitStatus">Null if the host did not report one. Null is not 0.</param>
internal sealed record SshCallEnd(ShellFault? Fault, int? ExitStatus);
