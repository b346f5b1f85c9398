namespace OlUpgrade.Ssh.Ledger;

/// <summary>Takes bytes in the order in which they came.</summary>
internal delegate void OctetSink(ReadOnlySpan<byte> bytes);
