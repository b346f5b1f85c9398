using System.Buffers;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Passes on the bytes after the mark with which the script begins: the login shell or sudo printed anything before it.
/// The first 64 KiB of that are kept, for the sentence of a fault.
/// </summary>
/// <param name="mark">The script's first line, wherever it begins.</param>
internal sealed class LoginBannerFilter(byte[] mark, ByteSink sink)
{
    private const int MaxLength = 64 * 1024;

    private readonly BoundedBuffer _before = new(MaxLength);
    private readonly ArrayBufferWriter<byte> _unread = new();

    public bool IsMarkSeen { get; private set; }

    /// <summary>What was printed before the mark.</summary>
    public string Before => _before + Encoding.UTF8.GetString(_unread.WrittenSpan);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (IsMarkSeen)
        {
            sink(bytes);
            return;
        }

        _unread.Write(bytes);
        var seen = _unread.WrittenSpan;
        var at = seen.IndexOf(mark);
        IsMarkSeen = at >= 0;
        // The mark may have begun in the last bytes.
        var past = IsMarkSeen ? at : Math.Max(0, seen.Length - mark.Length + 1);
        _before.Add(seen[..past]);
        var rest = seen[(IsMarkSeen ? at + mark.Length : past)..].ToArray();
        _unread.ResetWrittenCount();
        if (IsMarkSeen)
            sink(rest);
        else
            _unread.Write(rest);
    }
}
