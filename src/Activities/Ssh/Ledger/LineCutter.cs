using System.Buffers;
using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Turns bytes into lines. Only whole lines are handed on, so that whoever re-attaches starts at the first byte of a
/// line; the rest comes with <see cref="Finish"/>. What a line has beyond 64 KiB is dropped, and the line says so.
/// </summary>
/// <param name="from">Which byte of the whole the first one is.</param>
internal sealed class LineCutter(Action<OutputLine> output, long from = 0)
{
    public const int Limit = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();

    private bool _isCut;
    private long _end = from;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            Keep(bytes[..end]);
            _end++;
            HandOn();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>Hands on what stands after the last line end. Only for output that is complete.</summary>
    public void Finish()
    {
        if (_line.WrittenCount > 0)
            HandOn();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = Limit - _line.WrittenCount;
        _isCut |= bytes.Length > room;
        _end += bytes.Length;
        _line.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    private void HandOn()
    {
        var text = Encoding.UTF8.GetString(_line.WrittenSpan);
        output(new(_isCut ? $"{text} [the rest of this line was left out]" : text, _end));
        _line.ResetWrittenCount();
        _isCut = false;
    }
}
