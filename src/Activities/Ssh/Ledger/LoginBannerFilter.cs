using System.Buffers;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Passes on the bytes after the line <c>olupgrade-begin</c>: the login shell printed anything before it. Up to 64 KiB
/// of that are kept for the sentence of a fault.
/// </summary>
internal sealed class LoginBannerFilter(ByteSink sink)
{
    private const int MaxLength = 64 * 1024;

    private static readonly byte[] Mark = "olupgrade-begin\n"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _before = new();

    public bool IsMarkSeen { get; private set; }

    /// <summary>What was printed so far, until the mark was seen.</summary>
    public string Before => Encoding.UTF8.GetString(_before.WrittenSpan);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (IsMarkSeen)
        {
            sink(bytes);
            return;
        }

        _before.Write(bytes);
        var seen = _before.WrittenSpan;
        var at = seen.IndexOf(Mark);
        IsMarkSeen = at >= 0;
        if (IsMarkSeen)
            sink(seen[(at + Mark.Length)..]);
        else if (seen.Length > MaxLength)
            Restart(seen[^Mark.Length..].ToArray());
    }

    private void Restart(byte[] tail)
    {
        _before.ResetWrittenCount();
        _before.Write(tail);
    }
}
