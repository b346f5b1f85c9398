using System.Diagnostics;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// What an unprivileged user of a host may try against the ledger, tried by real processes of a real other user.
/// </summary>
public sealed class OtherUsersTests : IClassFixture<LoopbackSshd>, IDisposable
{
    private const string Nobody = "65534";

    private static readonly Lease Lease = new(new RunId(7), "one", 3, "database one");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-ledger-");
    private readonly SshShell _shell;
    private readonly Host _host;
    private Process? _other;

    public OtherUsersTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "another user's processes are started: run as root");
        _host = sshd.Host("loopback", Path.Combine(_folder.FullName, "ledger"));
        _shell = new SshShell(sshd.Options(), _ => null, TimeProvider.System);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _other?.Kill(entireProcessTree: true);
        _other?.Dispose();
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    [Finding("A23")]
    public async Task A_process_of_another_user_with_the_attempts_mark_is_not_the_attempt()
    {
        var attempt = await Killed();
        AsNobody("sleep 60", ("OLUPGRADE_ATTEMPT", InLedger(attempt, "unit")));
        Assert.Equal(AttemptState.Interrupted, (await Look(attempt)).State);
        End();
        AsNobody("sleep 60", ("OLUPGRADE_ATTEMPT", InLedger(attempt, "mark")));
        Assert.Equal(AttemptState.Interrupted, (await Look(attempt)).State);
    }

    [Fact]
    [Finding("A23")]
    public async Task A_program_with_the_set_user_ID_bit_keeps_the_mark_of_its_caller_and_is_not_the_attempt()
    {
        var attempt = await Killed();
        var sleep = Path.Combine(_folder.FullName, "sleep");
        File.Copy("/bin/sleep", sleep);
        Tool.Run("chmod", "4755", sleep);
        Tool.Run("chmod", "755", _folder.FullName);
        AsNobody($"exec {sleep} 60", ("OLUPGRADE_ATTEMPT", InLedger(attempt, "mark")));
        Assert.Equal(AttemptState.Interrupted, (await Look(attempt)).State);
    }

    [Fact]
    [Finding("A23")]
    public async Task A_process_whose_name_reads_like_the_attempts_session_neither_is_it_nor_ends_the_call()
    {
        var attempt = await Killed();
        AsNobody("printf 'x) S 1 1 1 \n' >/proc/$$/comm; sleep 60; :");
        Assert.Equal(AttemptState.Interrupted, (await Look(attempt)).State);
    }

    [Fact]
    [Finding("A23")]
    public async Task A_child_of_the_attempt_that_outlives_its_runner_still_runs()
    {
        var attempt = await Killed("setsid sleep 60 & sleep 60");
        Assert.Equal(AttemptState.Running, (await Look(attempt)).State);
        var stopped = await _shell.StopAsync(_host, attempt, Cancel);
        Assert.Equal(AttemptState.Interrupted, stopped.Answer!.State);
    }

    [Theory]
    [Finding("A23")]
    [InlineData("chmod 777 ledger", "others than its owner may write")]
    [InlineData("chmod 770 ledger", "others than its owner may write")]
    [InlineData("chown 65534 ledger", "belongs to another user (user ID 65534)")]
    [InlineData("mv ledger real && ln -s real ledger", "is a symbolic link")]
    [InlineData("mv ledger/fence real && ln -s ../real ledger/fence", "is a symbolic link")]
    [InlineData("chown 65534 ledger/database", "belongs to another user (user ID 65534)")]
    [InlineData("chmod 757 .", "others than its owner may write")]
    [InlineData("chown 65534 .", "above the ledger, belongs to another user (user ID 65534)")]
    public async Task A_ledger_that_another_user_can_change_is_refused(string change, string why)
    {
        await Take();
        Assert.Equal(0, Tool.Run("sh", "-c", $"cd {_folder.FullName} && {change}"));
        var reply = await _shell.TakeAsync(_host, Lease, "a run works here", Cancel);
        Assert.Equal(ShellFaultKind.AccessRefused, reply.Fault?.Kind);
        Assert.Contains(why, reply.Fault!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("A23")]
    public async Task A_ledger_that_another_user_made_first_is_not_used()
    {
        Tool.Run("chmod", "1777", _folder.FullName);
        AsNobody($"mkdir {_host.Ledger}; sleep 60");
        await Eventually.True("the other user's folder", () => Directory.Exists(_host.Ledger));
        var reply = await _shell.TakeAsync(_host, Lease, "a run works here", Cancel);
        Assert.Contains("belongs to another user", reply.Fault?.Sentence, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_host.Ledger));
    }

    [Fact]
    [Finding("A23")]
    public async Task A_notice_is_not_written_through_another_users_link()
    {
        var precious = Path.Combine(_folder.FullName, "precious");
        await File.WriteAllTextAsync(precious, "as it was", Cancel);
        File.CreateSymbolicLink($"{_host.Ledger}.notice", precious);
        await Take();
        Assert.Equal("as it was", await File.ReadAllTextAsync(precious, Cancel));
        Assert.Equal("a run works here", await File.ReadAllTextAsync($"{_host.Ledger}.notice", Cancel));
    }

    [Fact]
    public async Task A_ledger_below_roots_own_link_is_used()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "disk"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "lib"), "disk");
        var host = _host with { Ledger = Path.Combine(_folder.FullName, "lib", "deep", "ledger") };
        Assert.Null((await _shell.TakeAsync(host, Lease, "a run works here", Cancel)).Fault);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "disk", "deep", "ledger", "id")));
    }

    private async Task<LedgerState> Take() =>
        (await _shell.TakeAsync(_host, Lease, "a run works here", Cancel)).Answer!;

    /// <summary>An attempt whose session was killed: nothing of it is left, except what has left the session.</summary>
    private async Task<Attempt> Killed(string script = "sleep 60")
    {
        var key = new StepKey(new RunId(7), new StepPlace("canary", "loopback", "upgrade packages"), 1);
        var attempt = new Attempt(key, Lease, (await Take()).Id);
        await _shell.StartAsync(_host, attempt, ShellScript.Of(script, TimeSpan.FromMinutes(2)), Cancel);
        Assert.Equal(AttemptState.Running, (await Look(attempt)).State);
        var runner = InLedger(attempt, "process").Split(' ')[0];
        await Eventually.True("the script at work", () =>
            Tool.Run("sh", "-c", $"pgrep -g {runner} sleep >/dev/null") == 0
        );
        Tool.Run("kill", "-KILL", "--", $"-{runner}");
        return attempt;
    }

    private async Task<AttemptReport> Look(Attempt attempt)
    {
        var reply = await _shell.LookAsync(_host, attempt, Cancel);
        Assert.Null(reply.Fault?.Sentence);
        return reply.Answer!;
    }

    private string InLedger(Attempt attempt, string file) =>
        File.ReadAllText(Path.Combine(_host.Ledger, "attempts", LedgerCall.Folder(attempt.Key), file)).Trim();

    private void AsNobody(string script, params (string Name, string Value)[] environment)
    {
        var words = new[] { $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "sh", "-c" };
        var start = new ProcessStartInfo("setpriv", [.. words, $"echo ready; {script}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _other = Process.Start(start)!;
        Assert.Equal("ready", _other.StandardOutput.ReadLine());
    }

    private void End()
    {
        _other!.Kill(entireProcessTree: true);
        _other.Dispose();
        _other = null;
    }
}
