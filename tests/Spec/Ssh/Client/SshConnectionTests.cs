using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// Connecting to a real sshd on loopback: keys, logins, limits, jump hosts. A refused connection leaves no trace.
/// </summary>
public sealed class SshConnectionTests : IClassFixture<LoopbackSshd>, IDisposable
{
    private readonly LoopbackSshd _sshd;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-ssh-");

    private readonly List<SshShell> _shells = [];

    private readonly Host _host;

    private readonly SshOptions _options;

    public SshConnectionTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
        _host = sshd.Host("loopback", Path.Combine(_folder.FullName, "ledger"));
        _options = sshd.Options();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var shell in _shells)
            shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    [Fault(18)]
    public async Task An_unknown_host_is_refused_with_its_fingerprint_and_the_way_to_pin_it()
    {
        _options.KnownHostsFile = Path.Combine(_folder.FullName, "none");
        var fault = await FaultOfTake(ShellFaultKind.HostKeyUnknown);
        Assert.Contains(_sshd.HostKey.Fingerprint, fault.Sentence, StringComparison.Ordinal);
        Assert.Contains("olupgrade trust loopback", fault.Sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_host.Ledger));
    }

    [Fact]
    [Fault(18)]
    public async Task A_changed_host_key_is_refused_with_both_fingerprints()
    {
        var other = Path.Combine(_folder.FullName, "other");
        _sshd.MakeKey(other, "");
        _options.KnownHostsFile = Path.Combine(_folder.FullName, "known_hosts");
        KnownHosts.Pin(_options.KnownHostsFile, "127.0.0.1", _sshd.Port, LoopbackSshd.KeyOf(other));
        var fault = await FaultOfTake(ShellFaultKind.HostKeyChanged);
        Assert.Contains(_sshd.HostKey.Fingerprint, fault.Sentence, StringComparison.Ordinal);
        Assert.Contains(LoopbackSshd.KeyOf(other).Fingerprint, fault.Sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_host.Ledger));
    }

    [Fact]
    public async Task A_revoked_host_key_is_refused_though_it_is_pinned()
    {
        _options.KnownHostsFile = Path.Combine(_folder.FullName, "known_hosts");
        KnownHosts.Pin(_options.KnownHostsFile, "127.0.0.1", _sshd.Port, _sshd.HostKey);
        var key = _sshd.HostKey;
        await File.AppendAllTextAsync(_options.KnownHostsFile, $"@revoked * {key.Type} {key.Base64}\n", Cancellation);
        var fault = await FaultOfTake(ShellFaultKind.HostKeyChanged);
        Assert.Contains("revoked", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_offered_host_key_can_be_read_and_pinned_without_a_login()
    {
        _options.KnownHostsFile = Path.Combine(_folder.FullName, "known_hosts");
        var reader = new HostKeyReader(new SshOptions { KeyFile = "/nowhere" }, _ => null, TimeProvider.System);
        var offered = (await reader.ReadAsync(_host, Cancellation)).Answer;
        Assert.Equal(_sshd.HostKey, offered);
        KnownHosts.Pin(_options.KnownHostsFile, _host.Address, _host.Port, offered!);
        Assert.NotNull((await Ask()).Answer);
    }

    [Fact]
    public async Task A_host_that_does_not_listen_is_unreachable()
    {
        var absent = _host with { Port = 1 };
        var reply = await Shell().AskAsync(absent, Question(), Cancellation);
        Assert.Equal(ShellFaultKind.Unreachable, reply.Fault?.Kind);
        var reader = new HostKeyReader(_options, _ => null, TimeProvider.System);
        Assert.Equal(ShellFaultKind.Unreachable, (await reader.ReadAsync(absent, Cancellation)).Fault?.Kind);
    }

    [Fact]
    public async Task A_host_that_stays_silent_is_unreachable_after_the_limit()
    {
        using var door = new SilentDoor(_sshd.Port, silent: int.MaxValue);
        _options.ConnectTimeout = TimeSpan.FromSeconds(1);
        var reply = await Shell().AskAsync(_host with { Port = door.Port }, Question(), Cancellation);
        Assert.Equal(ShellFaultKind.Unreachable, reply.Fault?.Kind);
        Assert.Contains("no answer in time", reply.Fault!.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, door.Connections);
    }

    [Fact]
    public async Task A_key_that_the_host_does_not_accept_is_access_refused()
    {
        _options.KeyFile = Path.Combine(_folder.FullName, "stranger");
        _sshd.MakeKey(_options.KeyFile, "");
        await FaultOfTake(ShellFaultKind.AccessRefused);
    }

    [Fact]
    public async Task An_encrypted_key_opens_with_its_passphrase_and_with_no_other()
    {
        _options.KeyFile = Path.Combine(_folder.FullName, "locked");
        _sshd.MakeKey(_options.KeyFile, "open sesame");
        var publicKey = await File.ReadAllTextAsync(_options.KeyFile + ".pub", Cancellation);
        await File.AppendAllTextAsync(Path.Combine(_sshd.Folder, "authorized_keys"), publicKey, Cancellation);
        var missing = await FaultOfTake(ShellFaultKind.AccessRefused);
        Assert.Contains("no passphrase is set", missing.Sentence, StringComparison.Ordinal);
        _options.PassphraseFile = Path.Combine(_folder.FullName, "passphrase");
        await File.WriteAllTextAsync(_options.PassphraseFile, "open barley\n", Cancellation);
        var wrong = await FaultOfTake(ShellFaultKind.AccessRefused);
        Assert.DoesNotContain("barley", wrong.Sentence, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_options.PassphraseFile, "open sesame\n", Cancellation);
        Assert.NotNull((await Ask()).Answer);
    }

    [Fact]
    public async Task A_host_is_reached_through_its_jump_host_and_both_keys_are_checked()
    {
        var target = _host with { Name = "inner", JumpHost = "loopback" };
        var reply = await Shell(_host).AskAsync(target, Question(), Cancellation);
        Assert.Equal("well\n", reply.Answer?.Output);
        var unpinned = _host with { Address = "localhost" };
        var refused = await Shell(unpinned).AskAsync(target, Question(), Cancellation);
        Assert.Equal(ShellFaultKind.HostKeyUnknown, refused.Fault?.Kind);
        var reader = new HostKeyReader(_options, _ => _host, TimeProvider.System);
        Assert.Equal(_sshd.HostKey, (await reader.ReadAsync(target, Cancellation)).Answer);
    }

    [Fact]
    public async Task A_circle_of_jump_hosts_is_refused()
    {
        var target = _host with { JumpHost = "loopback" };
        var reply = await Shell(target).AskAsync(target, Question(), Cancellation);
        Assert.Equal(ShellFaultKind.Unreachable, reply.Fault?.Kind);
    }

    [Fact]
    public async Task A_frozen_connection_is_noticed_within_the_limit()
    {
        _options.SilenceLimit = TimeSpan.FromSeconds(4);
        var shell = Shell();
        var state = (await shell.TakeAsync(_host, Lease, "a run works here", Cancellation)).Answer!;
        var attempt = new Attempt(new(new RunId(1), new("s", "loopback", "wait"), 1), Lease, state.Id);
        var script = ShellScript.Of("echo begun; sleep 300", TimeSpan.FromMinutes(2));
        Assert.NotNull((await shell.StartAsync(_host, attempt, script, Cancellation)).Answer);
        var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = shell.FollowAsync(_host, attempt, 0, _ => printed.TrySetResult(), Cancellation);
        await printed.Task.WaitAsync(Cancellation);
        var frozen = _sshd.Sessions();
        Assert.NotEmpty(frozen);
        _sshd.Signal("-STOP", frozen);
        var asking = shell.AskAsync(_host, Question() with { Deadline = TimeSpan.FromSeconds(2) }, Cancellation);
        var lost = await following;
        Assert.Equal(ShellFaultKind.Lost, lost.Fault?.Kind);
        Assert.True((await asking).Fault?.Kind is null or ShellFaultKind.TimedOut or ShellFaultKind.Lost);
        Assert.Equal(AttemptState.Running, (await shell.LookAsync(_host, attempt, Cancellation)).Answer?.State);
        Assert.Equal(AttemptState.Interrupted, (await shell.StopAsync(_host, attempt, Cancellation)).Answer?.State);
        _sshd.Signal("-KILL", frozen);
    }

    [Fact]
    public async Task One_connection_serves_many_calls_and_is_replaced_after_it_broke()
    {
        var shell = Shell();
        var before = _sshd.Sessions();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => shell.AskAsync(_host, Question(), Cancellation)));
        var first = _sshd.Sessions().Except(before).ToArray();
        Assert.NotEmpty(first);
        await shell.AskAsync(_host, Question(), Cancellation);
        Assert.Equal(first, _sshd.Sessions().Except(before));
        _sshd.Signal("-KILL", first);
        Assert.Equal("well\n", (await shell.AskAsync(_host, Question(), Cancellation)).Answer?.Output);
    }

    [Fact]
    public async Task A_refusal_by_sudo_is_access_refused()
    {
        const string Words =
            "sudo: unable to resolve host ol0: Name or service not known\nsudo: a password is required\n";
        var refused = new SshCallEnd(null, 1, IsFrameSent: false);
        var fault = SshFaults.Unreported(_host with { Become = true }, refused, Words);
        Assert.Equal(ShellFaultKind.AccessRefused, fault.Kind);
        Assert.Contains("a password is required", fault.Sentence, StringComparison.Ordinal);
        var strange = SshFaults.Unreported(_host, refused with { ExitStatus = 127 }, "sh: 1: base64: not found\n");
        Assert.Equal(ShellFaultKind.AccessRefused, strange.Kind);
        Assert.Contains("base64: not found", strange.Sentence, StringComparison.Ordinal);
        var killed = SshFaults.Unreported(_host, refused with { ExitStatus = 137 }, Words);
        Assert.Equal(ShellFaultKind.Lost, killed.Kind);
        Assert.Equal(ShellFaultKind.Lost, SshFaults.Unreported(_host, refused with { ExitStatus = null }, Words).Kind);
        Assert.NotNull((await Ask()).Answer);
    }

    [Theory]
    [InlineData("System is booting up. Unprivileged users are not permitted to log in yet. See pam_nologin(8).")]
    [InlineData("cat: /run/nologin: closed for maintenance")]
    [Fault(16)]
    public void A_host_that_refuses_logins_for_now_is_booting(string seen)
    {
        var check = new HostKeyCheck(_host, KnownHosts.Parse(""));
        Assert.Equal(ShellFaultKind.Booting, SshFaults.Connecting(_host, new IOException("closed"), check, seen).Kind);
        var closed = new SshCallEnd(null, 254, IsFrameSent: false);
        Assert.Equal(ShellFaultKind.Booting, SshFaults.Unreported(_host, closed, seen).Kind);
    }

    [Fact]
    public void Old_algorithms_are_not_offered()
    {
        using var none = new Renci.SshNet.NoneAuthenticationMethod("x");
        var connection = new Renci.SshNet.ConnectionInfo("h", "x", none);
        SshAlgorithms.Restrict(connection, [new HostKey("ssh-rsa", "")]);
        Assert.Equal(["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"], connection.HostKeyAlgorithms.Keys.Take(3));
        string[] offered =
        [
            .. connection.KeyExchangeAlgorithms.Keys,
            .. connection.Encryptions.Keys,
            .. connection.HmacAlgorithms.Keys,
            .. connection.HostKeyAlgorithms.Keys,
        ];
        Assert.DoesNotContain(offered, name =>
            name.Contains("sha1", StringComparison.Ordinal)
            || name.Contains("cbc", StringComparison.Ordinal)
            || name is "ssh-rsa" or "ssh-dss"
            || name.Contains("-cert-", StringComparison.Ordinal)
        );
    }

    private static Lease Lease => new(new RunId(1), "one", 1, "database");

    private static ShellScript Question() => ShellScript.Of("echo well", TimeSpan.FromMinutes(2));

    private SshShell Shell(Host? found = null)
    {
        _shells.Add(new SshShell(_options, _ => found, TimeProvider.System));
        return _shells[^1];
    }

    private Task<ShellReply<ShellAnswer>> Ask() => Shell().AskAsync(_host, Question(), Cancellation);

    private async Task<ShellFault> FaultOfTake(ShellFaultKind kind)
    {
        var reply = await Shell().TakeAsync(_host, Lease, "a run works here", Cancellation);
        Assert.Equal(kind, reply.Fault?.Kind);
        return reply.Fault!;
    }
}
