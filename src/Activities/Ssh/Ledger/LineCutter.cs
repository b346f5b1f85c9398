using System.Buffers;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Cuts bytes into lines. It passes on whole lines only, so that a reader that re-attaches starts at the first byte of
/// a line; <see cref="Finish"/> passes on the rest. A line is cut after 64 KiB, and says so.
/// </summary>
/// <param name="from">The position of the first byte in the whole output.</param>
internal sealed class LineCutter(Action<OutputLine> output, long from = 0)
{
    public const int MaxLineLength = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();

    private bool _isCut;
    private long _end = from;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            Keep(bytes[..end]);
            _end++;
            Emit();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>Passes on what follows the last line end. Only for output that is complete.</summary>
    public void Finish()
    {
        if (_line.WrittenCount > 0)
            Emit();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = MaxLineLength - _line.WrittenCount;
        _isCut |= bytes.Length > room;
        _end += bytes.Length;
        _line.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    private void Emit()
    {
        var text = Encoding.UTF8.GetString(_line.WrittenSpan);
        output(new(_isCut ? $"{text} [the rest of this line was left out]" : text, _end));
        _line.ResetWrittenCount();
        _isCut = false;
    }
}
