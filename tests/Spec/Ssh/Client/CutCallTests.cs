using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>
/// The call that starts a command is killed on the host as soon as the command runs, and the login has printed words
/// that sound like a refusal. No word of a login decides whether something happened.
/// </summary>
public sealed class CutCallTests : IClassFixture<LoopbackSshd>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-cut-");
    private readonly LoopbackSshd _sshd;
    private readonly SshShell _shell;
    private readonly Host _host;

    public CutCallTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
        _host = sshd.Host("loopback", InFolder("ledger")) with { Become = true };
        _shell = new SshShell(sshd.Options(), _ => null, TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Lease Lease => new(new RunId(1), "one", 1, "database");

    public void Dispose()
    {
        File.WriteAllText(InFolder("gate"), "");
        File.Delete(Path.Combine(_sshd.Folder, ".bashrc"));
        _shell?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("sudo: unable to resolve host loopback0: Name or service not known")]
    [InlineData("sudo: a password is required")]
    [InlineData("this System is going down for a move on Friday")]
    [InlineData("System is booting up. Unprivileged users are not permitted to log in yet. See pam_nologin(8).")]
    [Finding("H7")]
    [Finding("H7b")]
    public async Task A_start_without_a_report_is_unknown_whatever_the_login_printed(string noise)
    {
        var attempt = await TakenAsync();
        await LoginPrintsAsync(noise);

        var reply = await _shell.StartAsync(_host, attempt, Script(), Cancellation);

        Assert.Equal(["ran"], await File.ReadAllLinesAsync(InFolder("traces"), Cancellation));
        Assert.Null(reply.Answer);
        Assert.IsType<Outcome.Unknown>(reply.Fault?.OutcomeOfAct());
        Assert.DoesNotContain("Nothing was done", reply.Fault!.Sentence, StringComparison.Ordinal);
        var look = await _shell.LookAsync(_host, attempt, Cancellation);
        Assert.Equal(AttemptState.Running, look.Answer?.State);
    }

    private async Task<Attempt> TakenAsync()
    {
        var state = (await _shell.TakeAsync(_host, Lease, "a run works here", Cancellation)).Answer!;
        return new Attempt(new(new RunId(1), new("canary", "loopback", "upgrade"), 1), Lease, state.Id);
    }

    /// <summary>
    /// Each login prints the words. The call's first act after the command has begun, removing the pipe of its values,
    /// kills the call instead.
    /// </summary>
    private async Task LoginPrintsAsync(string noise)
    {
        var remove = Path.Combine(Directory.CreateDirectory(InFolder("bin")).FullName, "rm");
        var killer = $"""
            #!/bin/sh
            case $* in *values) ;; *) exec /bin/rm "$@" ;; esac
            tries=0
            while [ ! -s "{InFolder("traces")}" ] && [ "$tries" -lt 600 ]; do tries=$((tries + 1)); sleep 0.05; done
            kill -KILL "$(cat "{InFolder("call")}")"
            """;
        await File.WriteAllTextAsync(remove, killer + "\n", Cancellation);
        Tool.Run("chmod", "755", remove);
        await File.WriteAllTextAsync(
            Path.Combine(_sshd.Folder, ".bashrc"),
            $"""
            echo '{noise}' >&2
            echo $$ >{InFolder("call")}
            PATH={InFolder("bin")}:$PATH
            """ + "\n",
            Cancellation
        );
    }

    /// <summary>Leaves a trace and waits for the end of the test, but not for ever.</summary>
    private ShellScript Script() =>
        new(
            """
            echo ran >>"$traces"
            tries=0
            while [ ! -e "$gate" ] && [ "$tries" -lt 600 ]; do tries=$((tries + 1)); sleep 0.1; done
            """,
            Facts.Empty.Add("traces", InFolder("traces")).Add("gate", InFolder("gate")),
            TimeSpan.FromMinutes(2)
        );

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
