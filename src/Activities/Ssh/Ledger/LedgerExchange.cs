using System.Text;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// Both outputs of one ledger call, read as they arrive. What the script says carries the call's own word (a nonce),
/// which only the script is told: nothing that a login, sudo or a command prints can pass for it.
/// </summary>
internal sealed class LedgerExchange
{
    private readonly string _report;
    private readonly LoginBannerFilter _output;
    private readonly LoginBannerFilter _error;
    private readonly LineCutter _lines;
    private readonly BoundedBuffer _other = new(64 * 1024);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads one call.</summary>
    /// <param name="nonce">The call's own word.</param>
    /// <param name="output">Takes the standard output after the script began.</param>
    /// <param name="error">
    /// Takes the standard error after the script began; null if only the script writes to it then.
    /// </param>
    public LedgerExchange(string nonce, ByteSink? output = null, ByteSink? error = null)
    {
        _report = $"{LedgerReport.Prefix} {nonce} ";
        var mark = Encoding.ASCII.GetBytes($"olupgrade-begin {nonce}\n");
        _lines = new LineCutter(line => Receive(line.Text));
        _output = new LoginBannerFilter(mark, output ?? (static _ => { }));
        _error = new LoginBannerFilter(mark, error ?? _lines.Add);
    }

    /// <summary>Completes when the script has begun: it waits for the rest of the frame and has done nothing.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Null until it has arrived whole, to its line end.</summary>
    public LedgerReport? Report { get; private set; }

    /// <summary>What the login or sudo printed before the script began: standard error, then standard output.</summary>
    public string Before => $"{_error.Before}\n{_output.Before}".Trim();

    /// <summary>What came on standard error after the script began and is not the script's own.</summary>
    public string Other => _other.ToString().Trim();

    public void AddOutput(ReadOnlySpan<byte> bytes) => _output.Add(bytes);

    public void AddError(ReadOnlySpan<byte> bytes)
    {
        _error.Add(bytes);
        if (_error.IsMarkSeen)
            _begun.TrySetResult();
    }

    private void Receive(string line)
    {
        if (line.StartsWith(_report, StringComparison.Ordinal))
            Report = LedgerReport.Parse(line[_report.Length..]);
        else if (line is not ("" or "olupgrade-alive"))
            _other.Add(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
