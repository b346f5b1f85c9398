using OlUpgrade.Questions;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Reads an attempt's output over any number of connections, each byte once, and remembers known errors in it. Of
/// output from before it reads only the last 64 KiB: an earlier worker may have read it, and all of it stays on the
/// host.
/// </summary>
internal sealed class OutputReader
{
    /// <summary>How much earlier output is read again.</summary>
    public const int MaxEarlierBytes = 64 * 1024;

    private readonly Action<string> _output;
    private bool _isInsideLine;

    /// <summary>Starts 64 KiB before the end of earlier output.</summary>
    /// <param name="earlierBytes">How much output there already is; 0 reads from the beginning.</param>
    public OutputReader(Action<string> output, long earlierBytes)
    {
        _output = output;
        Position = Math.Max(0, earlierBytes - MaxEarlierBytes);
        _isInsideLine = Position > 0;
    }

    /// <summary>The byte at which to continue reading.</summary>
    public long Position { get; private set; }

    /// <summary>The last known error in the output; null if there was none.</summary>
    public KnownError? LastError { get; private set; }

    public void Receive(OutputLine line)
    {
        Position = line.End;
        var text = _isInsideLine ? "[earlier output is in the ledger on the host]" : line.Text;
        _isInsideLine = false;
        LastError = KnownError.Of(text) ?? LastError;
        _output(text);
    }
}
