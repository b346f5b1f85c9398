using System.Buffers;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>Keeps the first bytes up to a limit and drops the rest, so that no output fills the memory.</summary>
internal sealed class BoundedBuffer(int limit)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    public void Add(ReadOnlySpan<byte> bytes) =>
        _kept.Write(bytes[..Math.Min(bytes.Length, limit - _kept.WrittenCount)]);

    public override string ToString() => Encoding.UTF8.GetString(_kept.WrittenSpan);
}
