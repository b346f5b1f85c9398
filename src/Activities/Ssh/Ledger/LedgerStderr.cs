namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// The standard error of a ledger call: the report, the signs of life, and anything that sudo or the login shell
/// printed before or instead of them.
/// </summary>
internal sealed class LedgerStderr
{
    private readonly LineCutter _lines;

    private readonly BoundedBuffer _other = new(64 * 1024);

    public LedgerStderr() => _lines = new LineCutter(line => Receive(line.Text));

    /// <summary>Null until it has arrived.</summary>
    public LedgerReport? Report { get; private set; }

    /// <summary>The other lines; the first 64 KiB of them.</summary>
    public string Other => _other.ToString();

    public void Add(ReadOnlySpan<byte> bytes) => _lines.Add(bytes);

    public void Finish() => _lines.Finish();

    private void Receive(string line)
    {
        if (line.StartsWith(LedgerReport.Prefix, StringComparison.Ordinal))
            Report = LedgerReport.Parse(line);
        else if (line != "olupgrade-alive")
            _other.Add(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    }
}
