using OlUpgrade.Questions;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Reads an attempt's output over any number of connections, each byte once, and notes what it complains of. Of output
/// that an earlier hand may have read only the end is wanted: all of it stays on the host.
/// </summary>
internal sealed class OutputReader
{
    /// <summary>How much of earlier output is read again.</summary>
    public const int EndBytes = 64 * 1024;

    private readonly Action<string> _output;
    private bool _isInsideLine;

    /// <summary>Begins near the end of what there is.</summary>
    /// <param name="soFar">How many bytes there are from before; 0 reads from the beginning.</param>
    public OutputReader(Action<string> output, long soFar)
    {
        _output = output;
        At = Math.Max(0, soFar - EndBytes);
        _isInsideLine = At > 0;
    }

    /// <summary>The byte at which to go on.</summary>
    public long At { get; private set; }

    /// <summary>The last line that says by itself what went wrong.</summary>
    public KnownError? Complaint { get; private set; }

    public void Hear(OutputLine line)
    {
        At = line.End;
        var text = _isInsideLine ? "[what was printed before is in the ledger on the host]" : line.Text;
        _isInsideLine = false;
        Complaint = KnownError.Of(text) ?? Complaint;
        _output(text);
    }
}
