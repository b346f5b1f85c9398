namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// What the ledger's script says on standard error: its report, its signs of life, and whatever sudo or the login
/// shell had to say before or instead.
/// </summary>
internal sealed class LedgerStderr
{
    private readonly LineCutter _lines;

    private readonly BoundedBuffer _other = new(64 * 1024);

    public LedgerStderr() => _lines = new LineCutter(line => Hear(line.Text));

    public LedgerReport? Report { get; private set; }

    public string Other => _other.ToString();

    public void Add(ReadOnlySpan<byte> bytes) => _lines.Add(bytes);

    public void Finish() => _lines.Finish();

    private void Hear(string line)
    {
        if (line.StartsWith(LedgerReport.Prefix, StringComparison.Ordinal))
            Report = LedgerReport.Parse(line);
        else if (line != "olupgrade-alive")
            _other.Add(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    }
}
