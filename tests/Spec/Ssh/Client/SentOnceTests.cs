using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// Law 2 on a real connection: what may have reached the host is never sent again, whatever is retried around it.
/// </summary>
public sealed class SentOnceTests : IClassFixture<LoopbackSshd>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-once-");
    private readonly BreakingDoor _door;
    private readonly SshShell _shell;
    private readonly Host _host;

    public SentOnceTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _door = new BreakingDoor(sshd.Port);
        _host = sshd.Host("loopback", Path.Combine(_folder.FullName, "ledger")) with { Port = _door.Port };
        var options = sshd.Options();
        options.KnownHostsFile = Path.Combine(_folder.FullName, "known_hosts");
        KnownHosts.Pin(options.KnownHostsFile, "127.0.0.1", _door.Port, sshd.HostKey);
        _shell = new SshShell(options, _ => null, TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Lease Lease => new(new RunId(1), "one", 1, "database");

    private string Traces => Path.Combine(_folder.FullName, "traces");

    public void Dispose()
    {
        _shell?.Dispose();
        _door?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("take")]
    [InlineData("stop")]
    public async Task A_call_whose_connection_breaks_on_the_way_is_attempted_once(string verb)
    {
        var attempt = await TakenAsync();
        _door.CutNextCall();
        var fault = await FaultOfAsync(verb, attempt);
        Assert.Equal(ShellFaultKind.Lost, fault?.Kind);
        Assert.Equal(1, _door.Connections);
        Assert.False(File.Exists(Traces));
    }

    [Theory]
    [InlineData("take")]
    [InlineData("stop")]
    public async Task A_call_whose_answer_is_lost_is_attempted_once(string verb)
    {
        var attempt = await TakenAsync();
        Assert.Equal(ShellFaultKind.Lost, (await WithoutAnswerAsync(verb, attempt))?.Kind);
        Assert.Equal(1, _door.Connections);
    }

    [Fact]
    public async Task A_start_whose_answer_is_lost_is_attempted_once_and_found_in_the_ledger()
    {
        var attempt = await TakenAsync();
        Assert.Equal(ShellFaultKind.Lost, (await WithoutAnswerAsync("start", attempt))?.Kind);
        Assert.Equal(1, _door.Connections);
        var report = await _shell.FollowAsync(_host, attempt, 0, static _ => { }, Cancellation);
        Assert.Equal((AttemptState.Ended, 0), (report.Answer!.State, report.Answer.ExitCode));
        Assert.Equal("ran\n", await File.ReadAllTextAsync(Traces, Cancellation));
    }

    [Fact]
    public async Task A_start_on_a_connection_that_broke_before_goes_over_a_new_one()
    {
        var attempt = await TakenAsync();
        _door.Break();
        Assert.Null(await FaultOfAsync("start", attempt));
        Assert.Equal(2, _door.Connections);
        await _shell.FollowAsync(_host, attempt, 0, static _ => { }, Cancellation);
        Assert.Equal("ran\n", await File.ReadAllTextAsync(Traces, Cancellation));
    }

    private async Task<Attempt> TakenAsync()
    {
        var state = (await _shell.TakeAsync(_host, Lease, "a run works here", Cancellation)).Answer!;
        return new Attempt(new(new RunId(1), new("canary", "loopback", "upgrade"), 1), Lease, state.Id);
    }

    private async Task<ShellFault?> WithoutAnswerAsync(string verb, Attempt attempt)
    {
        _door.LoseNextAnswer();
        var calling = FaultOfAsync(verb, attempt);
        await Eventually.True("the host has answered", () =>
            _door.LostBytes > 0 && (verb != "start" || File.Exists(Traces))
        );
        _door.Break();
        return await calling;
    }

    private async Task<ShellFault?> FaultOfAsync(string verb, Attempt attempt) =>
        verb switch
        {
            "start" => (await _shell.StartAsync(_host, attempt, Script(), Cancellation)).Fault,
            "take" => (await _shell.TakeAsync(_host, Lease, "a run works here", Cancellation)).Fault,
            _ => (await _shell.StopAsync(_host, attempt, Cancellation)).Fault,
        };

    private ShellScript Script() =>
        new("echo ran >>\"$traces\"", Facts.Empty.Add("traces", Traces), TimeSpan.FromMinutes(2));
}
