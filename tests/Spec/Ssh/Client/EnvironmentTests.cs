using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// What a script finds on a real host, whatever the login there is used to, and what becomes of what it leaves running.
/// </summary>
public sealed class EnvironmentTests : IClassFixture<LoopbackSshd>, IDisposable
{
    private static readonly Lease Lease = new(new RunId(7), "one", 3, "database one");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-environment-");
    private readonly SshShell _shell;
    private readonly Host _host;
    private readonly string _profile;
    private int _attempts;

    public EnvironmentTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _host = sshd.Host("loopback", Path.Combine(_folder.FullName, "ledger"));
        _shell = new SshShell(sshd.Options(), _ => null, TimeProvider.System);
        _profile = Path.Combine(sshd.Folder, ".bashrc");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        File.Delete(_profile);
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [Finding("H36")]
    [InlineData("")]
    [InlineData("two\nlines; it's \"quoted\" $HOME")]
    public async Task No_habit_of_the_login_reaches_a_script(string value)
    {
        await File.WriteAllTextAsync(
            _profile,
            $"""
            export PATH={_folder.FullName}/bin:$PATH http_proxy=http://127.0.0.1:1 LC_ALL=C TZ=Asia/Tokyo HOME=/nowhere
            export BASH_ENV=/nowhere ENV=/nowhere DOCKER_HOST=tcp://nowhere script=habit values=habit text=habit
            umask 077
            cd /tmp
            """ + "\n",
            Cancellation
        );
        var values = value.Length == 0 ? Facts.Empty : Facts.Empty.Add("word", value);
        const string tell = "env | grep -v ^OLUPGRADE_ATTEMPT= | sort; pwd; umask";

        var step = await Run(tell, values);
        var question = await _shell.AskAsync(_host, new(tell, values, TimeSpan.FromMinutes(1)), Cancellation);

        Assert.Equal(string.Join('\n', step) + "\n", question.Answer!.Output);
        string[] expected =
        [
            "DEBIAN_FRONTEND=noninteractive",
            $"HOME={Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}",
            "LANG=C.UTF-8",
            "LC_ALL=C.UTF-8",
            $"LOGNAME={Environment.UserName}",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin",
            $"USER={Environment.UserName}",
        ];
        // The shell may add some of its own.
        string[] ofTheShell = ["PWD=/", "OLDPWD=/", "SHLVL=0", "SHLVL=1", "_=/usr/bin/env"];
        Assert.Equal(
            expected.Concat(value.Length == 0 ? [] : $"word={value}".Split('\n')).Append("/").Append("0022").Order(),
            step.Except(ofTheShell).Order()
        );
    }

    [Fact]
    [Finding("H37")]
    public async Task What_a_script_leaves_in_the_background_ends_with_it()
    {
        var lines = await Run("sleep 98771 & (trap '' TERM; sleep 98772) & echo started", Facts.Empty);
        Assert.Equal("started", lines[0]);
        Assert.Equal(
            "OlUpgrade: what the script left in the background ends with it. "
                + "Start what shall stay as a unit (systemd-run).",
            Assert.Single(lines.Skip(1))
        );
        Assert.False(LivingProcesses.AnyCommandLineHas("98771"));
        Assert.False(LivingProcesses.AnyCommandLineHas("98772"));
    }

    [Fact]
    [Finding("H37")]
    public async Task A_script_that_leaves_nothing_is_told_nothing()
    {
        Assert.Equal(["done"], await Run("sleep 0.1 & wait; echo done", Facts.Empty));
    }

    [Fact]
    [Finding("H37")]
    public async Task A_daemon_that_has_left_the_session_stays()
    {
        Assert.SkipWhen(Directory.Exists("/run/systemd/system"), "systemd ends it: it belongs to the unit");
        Assert.Equal(["done"], await Run("setsid sleep 98773 </dev/null >/dev/null 2>&1 & echo done", Facts.Empty));
        Assert.True(LivingProcesses.AnyCommandLineHas("98773"));
        Tool.Run("pkill", "-f", "sleep 98773");
    }

    private async Task<IReadOnlyList<string>> Run(string script, Facts values)
    {
        var state = (await _shell.TakeAsync(_host, Lease, "a run works here", Cancellation)).Answer!;
        var key = new StepKey(new RunId(7), new("canary", "loopback", "a step"), ++_attempts);
        var attempt = new Attempt(key, Lease, state.Id);
        var started = await _shell.StartAsync(
            _host,
            attempt,
            new(script, values, TimeSpan.FromMinutes(2)),
            Cancellation
        );
        Assert.Null(started.Fault?.Sentence);
        var lines = new List<string>();
        var end = await _shell.FollowAsync(_host, attempt, 0, line => lines.Add(line.Text), Cancellation);
        Assert.Equal(0, end.Answer?.ExitCode);
        return lines;
    }
}
