using System.Text;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Ledger;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What a host sends back over a call to its ledger.</summary>
[Collection(FuzzCollection.Name)]
public sealed class LedgerFuzzTests
{
    private const string Boot = "boot=3f0c8f4e-7c38-4a4b-9d0a-0d5ab2f0a111 machine=0123456789abcdef0123456789abcdef";

    private const string Nonce = "5e0f";
    private const string Said = $"olupgrade-begin {Nonce}\nolupgrade-ledger: {Nonce}";
    private const string Alive = $"olupgrade-begin {Nonce}\nolupgrade-alive";
    private static readonly byte[] Begin = Encoding.ASCII.GetBytes($"olupgrade-begin {Nonce}\n");

    private static readonly IReadOnlyList<byte[]> Reports = Seeds.Of(
        $"{Said} result=ok ledger=l1 database=db_2F1 fence=4 {Boot}\n",
        $"{Said} result=ok there=yes {Boot}\n",
        $"{Alive}\nolupgrade-ledger: {Nonce} result=ok ledger=l1 database=db1 fence=4 {Boot} "
            + "state=ended exit=0 bytes=12345\n",
        $"sudo: unable to resolve host\n{Said} result=ok ledger= database= fence=0 {Boot} "
            + "state=absent exit= bytes=0\n",
        $"{Said} result=fenced-off stored=9\n",
        $"{Said} result=overtaken holder=ol_2Dsvc_23\n",
        $"{Said} result=other-database stored=db_20x\n",
        $"{Said} result=failed why=mkdir: cannot create directory: Permission denied = x\n",
        "Permission denied\r\nConnection closed\n"
    );

    private static readonly IReadOnlyList<byte[]> Outputs = Seeds.Of(
        $"Welcome to Debian\nolupgrade-begin {Nonce}\nReading package lists...\n"
            + "E: Could not get lock /var/lib/dpkg/lock\n",
        $"olupgrade-begin {Nonce}\nNo space left on device\r\n\n\nlast line without an end",
        $"olupgrade-begin {Nonce}\n{new string('x', LineCutter.MaxLineLength + 10)}\nafter"
    );

    [Fact]
    [Parser("ledger-reports")]
    public void Any_bytes_of_a_ledger_are_a_report_or_a_bug_that_is_named() =>
        Fuzz.Holds(new("ledger-reports", Reports, Report));

    [Fact]
    [Parser("host-output")]
    public void Any_output_of_a_host_is_the_same_lines_however_it_is_cut() =>
        Fuzz.Holds(new("host-output", Outputs, Cut) { MaxLength = 512 * 1024 });

    private static void Report(byte[] bytes)
    {
        var exchange = new LedgerExchange(Nonce);
        foreach (var part in bytes.Chunk(Math.Max(1, bytes.Length / 3)))
            exchange.AddError(part);
        Assert.InRange(exchange.Other.Length, 0, 64 * 1024);
        if (exchange.Report is not { } report)
            return;
        // Only our script writes a report: one of another form is a bug, and the step becomes unknown.
        Promised(() => report.ToLedgerState());
        Promised(() => report.ToAttemptStart());
        Promised(() => report.ToAttemptReport());
        Promised(() =>
        {
            if (LedgerRefusal.Of(Some.Host("ol-dev"), report) is { } refusal)
                Assert.NotEmpty(refusal.Sentence);
        });
        var name = report.Of("database");
        Assert.Equal(name, EncodedName.Decode(EncodedName.Encode(name)));
    }

    private static void Promised(Action read)
    {
        try
        {
            read();
        }
        catch (Exception promised) when (promised is InvalidOperationException or FormatException or OverflowException)
        {
            Assert.NotEmpty(promised.Message);
        }
    }

    private static void Cut(byte[] bytes)
    {
        var whole = LinesOf(bytes, bytes.Length);
        Assert.Equal(whole, LinesOf(bytes, 7 + (bytes.Length / 5)));
        Assert.All(whole, line => Assert.InRange(line.Text.Length, 0, LineCutter.MaxLineLength + 50));
        Assert.All(whole, line => Assert.InRange(line.End, 0, bytes.Length));
        var reader = new OutputReader(_ => { }, earlierBytes: 0);
        foreach (var line in whole)
            reader.Receive(line);
        Assert.Equal(whole.Count == 0 ? 0 : whole[^1].End, reader.Position);
    }

    private static List<OutputLine> LinesOf(byte[] bytes, int part)
    {
        var lines = new List<OutputLine>();
        var cutter = new LineCutter(lines.Add);
        var filter = new LoginBannerFilter(Begin, cutter.Add);
        foreach (var piece in bytes.Chunk(Math.Max(1, part)))
            filter.Add(piece);
        cutter.Finish();
        Assert.InRange(Encoding.UTF8.GetByteCount(filter.Before), 0, 4 * bytes.Length);
        return lines;
    }
}
