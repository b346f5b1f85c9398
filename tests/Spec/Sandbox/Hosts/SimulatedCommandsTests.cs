using OlUpgrade.Hosts;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Sandbox.Hosts;

/// <summary>The simulated hosts' shell behaves like a real one.</summary>
public sealed class SimulatedCommandsTests
{
    private readonly VirtualTime _time = new();

    private readonly SimulatedShell _shell;

    private readonly Host _host = SomeHost.Of("ol-dev");

    public SimulatedCommandsTests()
    {
        var fleet = new SimulatedFleet([_host], _time.Provider);
        _shell = new(fleet);
        fleet["ol-dev"].Services["nginx"] = true;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("set -e; false; echo never", 1, "")]
    [InlineData("false; echo on", 0, "on\n")]
    [InlineData("false && echo never || echo or", 0, "or\n")]
    [InlineData("set -e\nfalse || true\necho on", 0, "on\n")]
    [InlineData("if [ -n \"$empty\" ]; then echo full; else echo empty; fi", 0, "empty\n")]
    [InlineData("if test \"$words\" = 'a  b'; then\n  echo same\nfi", 0, "same\n")]
    [InlineData("if false; then echo a; elif true; then echo b; else echo c; fi", 0, "b\n")]
    [InlineData("echo $words; echo \"$words\"; echo '$words'", 0, "a b\na  b\n$words\n")]
    [InlineData("export x=1 y=\"two words\"; echo $x-$y", 0, "1-two words\n")]
    [InlineData("x=$(cat /etc/hostname) # a comment\necho \"<$x>\"", 0, "<ol-dev>\n")]
    [InlineData("echo ${none:-other} ${words}", 0, "other a b\n")]
    [InlineData("! true || echo was false", 0, "was false\n")]
    [InlineData("{ echo a; echo b; } && exit 9; echo never", 9, "a\nb\n")]
    [InlineData("false; echo $?", 0, "1\n")]
    [InlineData("echo kept > /tmp/x; cat /tmp/x; echo gone >/dev/null", 0, "kept\n")]
    [InlineData("timeout 5 sudo -n echo through", 0, "through\n")]
    [InlineData("systemctl is-active nginx", 0, "active\n")]
    [InlineData("systemctl is-active nginx gone", 3, "active\ninactive\n")]
    [InlineData("docker ps --format '{{.Names}} {{.State}}'", 0, "openlibrary-web-1 running\n")]
    [InlineData("dpkg-query -W -f='${Package}=${Version}\\n' openssl", 0, "openssl=3.0.15-1\n")]
    [InlineData("for x in a b; do echo $x; done", 0, "a\nb\n")]
    [InlineData("for x in $(seq 9); do test $x = 3 && break; echo $x; done; echo out", 0, "1\n2\nout\n")]
    [InlineData("set -e; for x in a b; do false; echo never; done; echo never", 1, "")]
    [InlineData("for x in a; do for y in b c; do break; done; echo $x$y; done", 0, "ab\n")]
    [InlineData("while true; do echo on; done", 127, "")]
    [InlineData("printf 'one\\ntwo\\n' | grep -E '^t' || echo none", 0, "two\n")]
    [InlineData("lslocks -n -o COMMAND,PID,PATH | grep -E ' /var/' || echo free", 0, "free\n")]
    [InlineData("no-such-command --at all", 127, "")]
    [InlineData("echo a | cat", 0, "a\n")]
    [InlineData("false | echo on; true | false", 1, "on\n")]
    [InlineData("set -e; echo a | false; echo never", 1, "")]
    [InlineData(
        "echo 'kept image web x:rollback-7' > /l; sed -n 's,^kept image [^ ]* \\(.*\\)$,<\\1>,p' /l",
        0,
        "<x:rollback-7>\n"
    )]
    [InlineData("{ echo a; echo b; echo c; } | head -n 2", 0, "a\nb\n")]
    [InlineData(
        "touch /d/a.deb /d/b.deb /d/c.list; echo /d/*.deb '/d/*.deb' /e/*",
        0,
        "/d/a.deb /d/b.deb /d/*.deb /e/*\n"
    )]
    [InlineData("set -f; touch /d/a.deb; echo /d/*", 0, "/d/*\n")]
    [InlineData("ls /d/*.deb 2>/dev/null || echo none", 0, "none\n")]
    public async Task A_script_runs_as_a_shell_would_run_it(string script, int code, string output)
    {
        var values = Facts.Empty.Add("words", "a  b").Add("empty", "");
        var question = new ShellScript(script, values, TimeSpan.FromMinutes(1));
        var answer = (await _time.Finish(_shell.AskAsync(_host, question, Cancellation))).Answer;
        Assert.Equal((code, output), (answer!.ExitCode, answer.Output));
    }
}
