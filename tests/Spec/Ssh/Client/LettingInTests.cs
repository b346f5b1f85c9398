using System.Net;
using System.Net.Sockets;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// Who lets us in, and what it means: each layer between the service and the script refuses in its own words, on a real
/// sshd, and nothing was done.
/// </summary>
public sealed class LettingInTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-let-in-");
    private readonly List<SshShell> _shells = [];

    public LettingInTests() =>
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_folder.FullName, "ledger");

    public void Dispose()
    {
        foreach (var shell in _shells)
            shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    [Finding("H1")]
    public async Task A_login_without_a_shell_is_refused_in_its_own_words()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "another user logs in: run as root");
        await using var sshd = await LoopbackSshd.WithAsync("");
        Tool.Run("chmod", "755", sshd.Folder);
        var fault = await FaultOfTakeAsync(sshd, sshd.Host("loopback", Ledger) with { User = "nobody" });
        IsRefused(fault, "This account is currently not available");
    }

    [Theory]
    [InlineData("", "Password change required but no TTY available")]
    [InlineData("echo 'this System is going down for a move on Friday' >&2; ", "Password change required")]
    [InlineData("echo 'sudo: unable to resolve host loopback0' >&2; ", "Password change required")]
    [Finding("H2")]
    public async Task An_expired_password_is_told_in_the_hosts_own_words(string noise, string expected)
    {
        // What sshd with PAM does then, word for word.
        await using var sshd = await LoopbackSshd.WithAsync(
            $"ForceCommand {noise}echo 'WARNING: Your password has expired.' >&2; "
                + "echo 'Password change required but no TTY available.' >&2; exit 1"
        );
        IsRefused(await FaultOfTakeAsync(sshd, sshd.Host("loopback", Ledger)), expected);
    }

    [Fact]
    [Finding("H3")]
    public async Task A_key_that_is_not_accepted_was_refused_whatever_the_banner_says()
    {
        var banner = Path.Combine(_folder.FullName, "banner");
        await File.WriteAllTextAsync(banner, "Whoever is not permitted to log in will be prosecuted.\n", Cancellation);
        await using var sshd = await LoopbackSshd.WithAsync($"Banner {banner}");
        var options = sshd.Options();
        options.KeyFile = Path.Combine(_folder.FullName, "stranger");
        sshd.MakeKey(options.KeyFile, "");
        var fault = (await TakeAsync(options, sshd.Host("loopback", Ledger))).Fault;
        Assert.Equal(ShellFaultKind.AccessRefused, fault?.Kind);
        Assert.Contains("refused the login of", fault!.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("booting", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H4")]
    public async Task A_jump_host_that_does_not_forward_is_named()
    {
        await using var jumping = await LoopbackSshd.WithAsync("AllowTcpForwarding no");
        var jump = jumping.Host("jump", Ledger);
        var inner = jump with { Name = "inner", JumpHost = "jump", Port = 1 };
        var fault = (await TakeAsync(jumping.Options(), inner, jump)).Fault;
        Assert.Equal(ShellFaultKind.Unreachable, fault?.Kind);
        Assert.Contains("The jump host jump closed the connection to inner", fault!.Sentence, StringComparison.Ordinal);
        Assert.Contains("jump does not forward", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H5")]
    public async Task What_sshd_says_instead_of_a_version_is_told()
    {
        await using var sshd = await LoopbackSshd.WithAsync("MaxStartups 1:100:1");
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, sshd.Port, Cancellation);
        await idle.GetStream().ReadExactlyAsync(new byte[4], Cancellation);
        var fault = (await TakeAsync(sshd.Options(), sshd.Host("loopback", Ledger))).Fault;
        Assert.Equal(ShellFaultKind.Unreachable, fault?.Kind);
        Assert.Contains("Exceeded MaxStartups", fault!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H8")]
    public async Task A_host_on_a_slow_line_gets_one_connection_and_the_time_that_it_needs()
    {
        await using var sshd = await LoopbackSshd.WithAsync("");
        using var door = new HeldDoor(sshd.Port);
        var options = sshd.Options();
        KnownHosts.Pin(options.KnownHostsFile, "127.0.0.1", door.Port, sshd.HostKey);
        var clock = new WatchedClock();
        using var shell = new SshShell(options, _ => null, clock);
        var host = sshd.Host("loopback", Ledger) with { Port = door.Port };
        var asking = shell.AskAsync(host, ShellScript.Of("echo well", TimeSpan.FromMinutes(2)), Cancellation);
        await Eventually.True("a connection that both sides know of", () => door.Connections > 0 && clock.Changes > 0);
        clock.Advance(TimeSpan.FromSeconds(30));
        door.Open();
        Assert.Equal("well\n", (await asking).Answer?.Output);
        Assert.Equal(1, door.Connections);
    }

    [Theory]
    [InlineData("no version in this line\r\n")]
    [InlineData("SSH-2.0-")]
    [InlineData("\0")]
    [Finding("H10")]
    public async Task A_host_that_never_ends_its_version_is_bounded_and_said(string endless)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = SendForEverAsync(listener, endless);
        var options = new SshOptions { KnownHostsFile = Path.Combine(_folder.FullName, "none") };
        var reader = new HostKeyReader(options, _ => null, TimeProvider.System);
        var host = Some.Host("ol-dev") with { Address = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port };
        var fault = (await reader.ReadAsync(host, Cancellation)).Fault;
        Assert.Equal(ShellFaultKind.Unreachable, fault?.Kind);
        Assert.Contains("no SSH version", fault!.Sentence, StringComparison.Ordinal);
        Assert.InRange(await sending, SshLine.MaxOpening, 64 * 1024 * 1024);
    }

    [Theory]
    [InlineData(@"printf '\033]0;a title\007' >&2")]
    [InlineData(@"printf 'olupgrade-begin\nolupgrade-ledger: result=failed why=noise' >&2")]
    [InlineData(@"head -c 200000 /dev/zero | tr '\0' x >&2")]
    [InlineData("set -x")]
    [Finding("H6")]
    public async Task The_report_is_found_wherever_it_begins(string noise)
    {
        await using var sshd = await LoopbackSshd.WithAsync("");
        await File.WriteAllTextAsync(Path.Combine(sshd.Folder, ".bashrc"), noise + "\n", Cancellation);
        var host = sshd.Host("loopback", Ledger);
        Assert.NotEqual("", (await TakeAsync(sshd.Options(), host)).Answer?.Id ?? "");
        var asked = await _shells[^1]
            .AskAsync(host, ShellScript.Of("echo well", TimeSpan.FromMinutes(2)), Cancellation);
        Assert.Equal("well\n", asked.Answer?.Output);
        Assert.Equal("", asked.Answer!.Error);
        Assert.NotEqual("", asked.Answer.Noise);
    }

    private static async Task<long> SendForEverAsync(TcpListener listener, string endless)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        var bytes = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(endless, 100)));
        var sent = 0L;
        try
        {
            while (sent < 1024 * 1024 * 1024)
            {
                await client.GetStream().WriteAsync(bytes, Cancellation);
                sent += bytes.Length;
            }
        }
        catch (IOException)
        {
            // It has heard enough.
        }

        return sent;
    }

    private static void IsRefused(ShellFault? fault, string words)
    {
        Assert.Equal(ShellFaultKind.AccessRefused, fault?.Kind);
        Assert.Contains(words, fault!.Sentence, StringComparison.Ordinal);
        Assert.Contains("Nothing was done", fault.Sentence, StringComparison.Ordinal);
        Assert.IsType<Outcome.Failed>(fault.OutcomeOfAct());
    }

    private async Task<ShellFault?> FaultOfTakeAsync(LoopbackSshd sshd, Host host)
    {
        var fault = (await TakeAsync(sshd.Options(), host with { Become = false })).Fault;
        Assert.False(Directory.Exists(Ledger));
        return fault;
    }

    private Task<ShellReply<LedgerState>> TakeAsync(SshOptions options, Host host, Host? jump = null)
    {
        _shells.Add(new SshShell(options, _ => jump, TimeProvider.System));
        return _shells[^1].TakeAsync(host, new(new RunId(1), "one", 1, "database"), "a run works here", Cancellation);
    }
}
