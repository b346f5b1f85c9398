using System.Diagnostics;
using System.Text;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// Real exchanges with the ledger's script, cut at every byte, with garbage before them and every way to end: "nothing
/// was done" is never said while the attempt exists.
/// </summary>
public sealed class CertaintyTests : IDisposable
{
    private static readonly Lease Lease = new(new RunId(1), "one", 5, "database");

    private static readonly string[] Garbage =
    [
        "",
        "sudo: unable to resolve host ol0: Name or service not known\n",
        "sudo: a password is required\n",
        "System is booting up. Unprivileged users are not permitted to log in yet.\n",
        "\u001b]0;a title\u0007",
        "olupgrade-begin\nolupgrade-ledger: result=failed why=a forgery\n",
        "olupgrade-begin 00000000000000000000000000000000\nolupgrade-ledger: 0 result=closed\n",
        $"{new string('x', 70_000)}\r\n\0\u0001",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-certain-");
    private readonly Host _host;

    public CertaintyTests() =>
        _host = Some.Host("ol-dev") with { Become = false, Ledger = Path.Combine(_folder.FullName, "ledger") };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Host WithSudo => _host with { Become = true };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Finding("H7")]
    [Finding("H7b")]
    public async Task Nothing_was_done_is_never_said_while_the_attempt_exists()
    {
        var started = await StartAsync(Lease, "true");
        Assert.True(Directory.Exists(FolderOf(started.Key)));
        foreach (var (exchange, end) in Cuts(started.Call, started.Error))
        {
            var reply = CallConclusion.Of(WithSudo, exchange, end, report => report.ToAttemptStart());
            if (!end.IsFrameSent || reply.Answer is not null)
                continue;
            Assert.IsType<Outcome.Unknown>(reply.Fault?.OutcomeOfAct());
            Assert.DoesNotContain("Nothing was done", reply.Fault!.Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_report_counts_only_when_it_is_whole()
    {
        var started = await StartAsync(Lease, "true");
        Assert.All(Cuts(started.Call, started.Error), cut =>
            Assert.Equal(
                cut.Exchange.Report is not null,
                CallConclusion.Of(WithSudo, cut.Exchange, cut.End, Start).Answer is not null
            )
        );
        var whole = Cuts(started.Call, started.Error).Where(cut => cut.Exchange.Report is not null);
        Assert.Equal(Garbage.Length * Ends(true).Count(), whole.Count());
    }

    [Fact]
    public async Task A_refusal_of_the_ledger_is_never_taken_for_a_start_nor_a_start_for_a_refusal()
    {
        await StartAsync(Lease, "true");
        var refused = await StartAsync(Lease with { FencingToken = 3 }, "false", "other");
        Assert.False(Directory.Exists(FolderOf(refused.Key)));
        foreach (var (exchange, end) in Cuts(refused.Call, refused.Error))
        {
            var reply = CallConclusion.Of(WithSudo, exchange, end, Start);
            Assert.Null(reply.Answer);
            if (exchange.Report is not null)
                Assert.Equal(ShellFaultKind.FencedOff, reply.Fault?.Kind);
        }
    }

    private static AttemptStart Start(LedgerReport report) => report.ToAttemptStart();

    /// <summary>After each byte and each garbage, with each end that such a call can have.</summary>
    private static IEnumerable<(LedgerExchange Exchange, SshCallEnd End)> Cuts(LedgerCall call, byte[] error)
    {
        foreach (var garbage in Garbage)
        {
            for (var length = 0; length <= error.Length; length++)
            {
                var exchange = new LedgerExchange(call.Nonce);
                exchange.AddOutput(Encoding.UTF8.GetBytes(garbage));
                exchange.AddError(Encoding.UTF8.GetBytes(garbage));
                exchange.AddError(error.AsSpan(0, length));
                foreach (var end in Ends(exchange.Begun.IsCompleted))
                    yield return (exchange, end);
            }
        }
    }

    private static IEnumerable<SshCallEnd> Ends(bool isFrameSent) =>
        new int?[] { null, 0, 1, 2, 90, 126, 127, 137, 143, 254, 255 }.Select(status => new SshCallEnd(
            null,
            status,
            isFrameSent
        ));

    private async Task<(LedgerCall Call, StepKey Key, byte[] Error)> StartAsync(
        Lease lease,
        string script,
        string step = "s"
    )
    {
        var key = new StepKey(lease.Run, new("canary", "ol-dev", step), 1);
        await RunAsync(LedgerCall.Take(_host, Lease, "a run works here"));
        var id = (await File.ReadAllTextAsync(Path.Combine(_host.Ledger, "id"), Cancellation)).Trim();
        var call = LedgerCall.Start(_host, new(key, lease, id), ShellScript.Of(script, TimeSpan.FromMinutes(1)));
        return (call, key, await RunAsync(call));
    }

    /// <summary>Runs the script on this machine; returns its standard error.</summary>
    private static async Task<byte[]> RunAsync(LedgerCall call)
    {
        var start = new ProcessStartInfo("sh", ["-c", call.Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.BaseStream.WriteAsync(call.Opening, Cancellation);
        await shell.StandardInput.BaseStream.WriteAsync(call.Frame, Cancellation);
        shell.StandardInput.Close();
        var error = new MemoryStream();
        await shell.StandardError.BaseStream.CopyToAsync(error, Cancellation);
        await shell.WaitForExitAsync(Cancellation);
        return error.ToArray();
    }

    private string FolderOf(StepKey key) => Path.Combine(_host.Ledger, "attempts", LedgerCall.Folder(key));
}
