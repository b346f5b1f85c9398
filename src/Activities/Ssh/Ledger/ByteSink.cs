namespace OlUpgrade.Ssh.Ledger;

/// <summary>Takes bytes in the order in which they came.</summary>
internal delegate void ByteSink(ReadOnlySpan<byte> bytes);
