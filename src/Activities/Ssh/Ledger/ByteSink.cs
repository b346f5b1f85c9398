namespace OlUpgrade.Ssh.Ledger;

/// <summary>Receives bytes in the order in which they arrived.</summary>
internal delegate void ByteSink(ReadOnlySpan<byte> bytes);
