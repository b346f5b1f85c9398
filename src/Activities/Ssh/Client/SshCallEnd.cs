namespace OlUpgrade.Ssh.Client;

/// <summary>How a call ended: with a fault of its connection, or on its own.</summary>
/// <param name="ExitStatus">Null if the host did not report one. Null is not 0.</param>
/// <param name="IsFrameSent">
/// Any of the frame may have reached the host. As long as it is false nothing can have been done there.
/// </param>
internal sealed record SshCallEnd(ShellFault? Fault, int? ExitStatus, bool IsFrameSent);
