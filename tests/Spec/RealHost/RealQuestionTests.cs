using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.RealHost;

/// <summary>The product's own questions, answered by this machine's real programs.</summary>
public sealed class RealQuestionTests : IDisposable
{
    private readonly TempFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("6.1.0-31-amd64", "6.1.0-30-amd64", "6.1.0-31-amd64", "6.1.0-9-amd64", "6.1.0-31-amd64.old")]
    [InlineData("6.1.0-30-cloud-amd64", "6.1.0-30-cloud-amd64", "6.1.0-30-cloud-amd64", "6.1.0-31-amd64")]
    [InlineData("6.12.43+deb13-amd64", "6.12.41+deb13-amd64", "6.12.43+deb13-amd64", "6.12.43+deb13-amd64.bak")]
    [InlineData("6.8.0-60-generic", "6.8.0-59-generic", "6.8.0-60-generic", "6.8.0-61-lowlatency")]
    [InlineData("", "6.1.0-own", "6.1.0-31-amd64")]
    [Finding("H13")]
    public void Only_a_kernel_of_the_same_flavour_with_its_modules_is_the_one_to_boot(
        string installed,
        string running,
        params string[] files
    )
    {
        Directory.CreateDirectory(_root.File("boot"));
        foreach (var file in files)
        {
            _root.Write($"boot/vmlinuz-{file}", "");
            if (Path.GetExtension(file) is not (".old" or ".bak"))
                Directory.CreateDirectory(_root.File($"lib/modules/{file}"));
        }

        Program("uname", $"echo {running}");
        var answer = Ask(
            HostQuestions
                .Identity.Replace("/boot/", _root.File("boot/"), StringComparison.Ordinal)
                .Replace("/lib/modules/", _root.File("lib/modules/"), StringComparison.Ordinal)
        );
        Assert.Contains($"kernel-installed={installed}", answer.Said.Split('\n'));
        Assert.Contains($"kernel={running}", answer.Said.Split('\n'));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/solr/select?q=key:[1+TO+2]&fq={!cache=false}")]
    [Finding("H24")]
    [Finding("H25")]
    public async Task A_local_page_is_asked_as_written_whatever_the_login_is_used_to(string path)
    {
        await using var page = new OnePage();
        var url = $"http://127.0.0.1:{page.Port}{path}";
        var answer = Ask(HealthCheck.Of(new HealthQuestion.Http(url, 200, "well"), Some.Host("here")).Script, Habits());
        Assert.Equal((0, "it is well\n200"), (answer.Code, answer.Said));
        Assert.Equal(0, Ask(StatusPage.Question(url), Habits()).Code);
        Assert.Equal([$"GET {path} HTTP/1.1", $"GET {path} HTTP/1.1"], page.Requests);
    }

    [Fact]
    [Finding("H24")]
    public async Task A_page_elsewhere_is_asked_through_the_proxy_of_the_host()
    {
        await using var page = new OnePage();
        var check = HealthCheck.Of(new HealthQuestion.Http("http://elsewhere.example/", 200, null), Some.Host("here"));
        Assert.Equal(0, Ask(check.Script, ("http_proxy", $"http://127.0.0.1:{page.Port}")).Code);
        Assert.Equal(["GET http://elsewhere.example/ HTTP/1.1"], page.Requests);
    }

    [Fact]
    [Finding("H23")]
    public async Task A_page_is_asked_by_its_name_at_another_address()
    {
        await using var page = new OnePage();
        var asked = new HealthQuestion.Http($"http://covers.example:{page.Port}/", 200, "well", "127.0.0.1");
        var check = HealthCheck.Of(asked, Some.Host("here"));
        var (code, said) = Ask(check.Script, Habits());
        Assert.True(check.Judge(new ShellAnswer(code, said, "")).IsHealthy, said);
        Assert.Equal(["GET / HTTP/1.1"], page.Requests);
        Assert.Equal([$"Host: covers.example:{page.Port}"], page.Names);
    }

    [Theory]
    [InlineData("echo fine; exit 0", true, "fine")]
    [InlineData("echo on error >&2; exit 3", false, "exit code 3: on error")]
    [InlineData("cat; echo \"$?\"", true, "0")]
    [InlineData("seq 100000; exit 1", false, "exit code 1: 100000")]
    [InlineData("if", false, "exit code 2")]
    [InlineData("printf 'no line end'", true, "no line end")]
    [InlineData("kill -9 $$", false, "it did not end within 20 s; exit code 137")]
    [Finding("H22")]
    public void A_command_is_run_by_a_shell_without_input_and_its_end_is_what_counts(
        string script,
        bool isHealthy,
        string observed
    )
    {
        var check = HealthCheck.Of(new HealthQuestion.Command(script), Some.Host("here"));
        var (code, said) = Ask(check.Script);
        Assert.True(said.Length < 5_000, "the output is bounded");
        var verdict = check.Judge(new ShellAnswer(code, said, ""));
        Assert.Equal(isHealthy, verdict.IsHealthy);
        Assert.StartsWith(observed, verdict.Observed, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H22")]
    public void A_command_that_does_not_end_is_ended()
    {
        Program("timeout", "shift 3; exec /usr/bin/timeout 0.2 \"$@\"");
        var check = HealthCheck.Of(new HealthQuestion.Command("echo begun; sleep 30"), Some.Host("here"));
        var (code, said) = Ask(check.Script);
        Assert.Equal(
            new HealthVerdict(false, "it did not end within 20 s; exit code 124: begun"),
            check.Judge(new ShellAnswer(code, said, ""))
        );
    }

    [Fact]
    [Finding("H15")]
    public void A_container_that_does_not_run_is_named_with_its_exit_code_and_the_end_of_its_log()
    {
        Program(
            "docker",
            """
            case "$*" in
              ps*) echo one; echo two ;;
              inspect*)
                echo /web exited image 4 2026-11-30T01:00:00Z 137
                echo /solr running image 0 2026-11-30T01:00:00Z 0
                echo /other exited image 0 2026-11-30T01:00:00Z 3 ;;
              *web) seq 400; echo first; printf 'no database\r\n' >&2 ;;
              *) echo "asked for $*" ;;
            esac
            """
        );
        var host = Some.Host("here") with { Containers = ["web", "solr"] };
        var check = HealthCheck.Of(new HealthQuestion.AllContainers(), host);
        var (code, said) = Ask(check.Script);
        var seen = check.Judge(new ShellAnswer(code, said, "")).Observed;
        Assert.StartsWith("not stable: web (exited, exit code 137, log: ", seen, StringComparison.Ordinal);
        Assert.EndsWith("first no database)", seen, StringComparison.Ordinal);
        Assert.True(seen.Length < 500, seen);
        Assert.DoesNotContain("asked for", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error: No such object: gone", true)]
    [InlineData("error: no such object: gone", true)]
    [InlineData("Cannot connect to the Docker daemon", false)]
    [InlineData("Error: No such object: gone\\nCannot connect to the Docker daemon", false)]
    [InlineData("", false)]
    [Finding("H26")]
    public void A_container_that_went_meanwhile_is_no_failure_and_any_other_one_is(string why, bool isWell)
    {
        Program(
            "docker",
            $$"""
            [ "$1" != ps ] || { echo there; echo gone; exit 0; }
            echo /web running image 0 sha256:1
            printf '{{why}}' >&2
            exit 1
            """
        );
        foreach (var question in new[] { HostQuestions.Containers, HostQuestions.ContainerStarts })
        {
            var answer = Ask(question);
            Assert.Equal(isWell, answer.Code == 0);
            Assert.Contains("/web running image 0", answer.Said, StringComparison.Ordinal);
            Assert.Equal(!isWell && why.Length > 0, answer.Said.Contains("daemon", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Finding("H26")]
    public void Without_any_container_nothing_is_inspected()
    {
        Program("docker", """[ "$1" = ps ]""");
        Assert.Equal((0, ""), Ask(HostQuestions.Containers));
    }

    [Fact]
    [Finding("H33")]
    public void Free_space_is_what_df_calls_available_whatever_the_source_is_called()
    {
        Program(
            "df",
            """
            case "$*" in
              *--output=avail*) printf 'Avail\n  91\n' ;;
              *) printf 'Filesystem 1048576-blocks Used Available Capacity Mounted on\n'
                 printf '//nas/my share 100000 99909 91 100%% /1\n' ;;
            esac
            """
        );
        var check = HealthCheck.Of(new HealthQuestion.Disk("/1", 92), Some.Host("here"));
        var (code, said) = Ask(check.Script);
        Assert.Equal(new HealthVerdict(false, "91 MiB are free"), check.Judge(new ShellAnswer(code, said, "")));
    }

    [Fact]
    [Finding("H33")]
    public void This_machine_s_own_df_answers_the_question()
    {
        var check = HealthCheck.Of(new HealthQuestion.Disk("/", 1), Some.Host("here"));
        var (code, said) = Ask(check.Script);
        Assert.True(check.Judge(new ShellAnswer(code, said, "")).IsHealthy, said);
    }

    [Fact]
    [Finding("H34")]
    public void A_checkout_of_a_number_without_an_account_is_asked_as_that_number()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a folder to another number");
        Assert.SkipUnless(File.Exists("/usr/bin/git"), "no git on this machine");
        var made = RealShell.Run(
            $"""
            set -e
            chmod 755 {_root.Path}
            git -c init.defaultBranch=main init -q {_root.File("repo")}
            chown -R 54321:54321 {_root.File("repo")}
            """,
            new Dictionary<string, string>()
        );
        Assert.Equal((0, ""), made);
        Assert.Equal((0, ""), Ask(HostQuestions.Changes, ("path", _root.File("repo"))));
        File.WriteAllText(_root.File("repo/new"), "");
        Assert.Equal((0, "?? new\n"), Ask(HostQuestions.Changes, ("path", _root.File("repo"))));
    }

    [Theory]
    [InlineData("Web_Front", "sha256:77", "olupgrade/web-front:rollback-7")]
    [InlineData("_Solr..1-", "sha256:77", "olupgrade/solr-1:rollback-7")]
    [InlineData("web", "registry.example:5000/ol/web:v1", "registry.example:5000/ol/web:rollback-7")]
    [Finding("H38")]
    public void The_tag_of_a_kept_image_is_one_that_Docker_accepts(string container, string image, string tag)
    {
        Program(
            "docker",
            $"""
            case "$*" in
              ps*) echo id ;;
              "image inspect"*) exit 1 ;;
              inspect*) echo /{container} sha256:1 {image} ;;
              tag*) echo "$3" >> {_root.File("tags")} ;;
            esac
            """
        );
        Assert.Equal((0, ""), Ask(Keep(), ("run", "7")));
        Assert.Equal(tag + "\n", File.ReadAllText(_root.File("tags")));
        Assert.Equal($"kept image {container} {tag}\n", File.ReadAllText(_root.File("kept/7/list")));
    }

    [Fact]
    [Finding("H26")]
    public void Images_are_not_called_kept_when_Docker_does_not_answer()
    {
        Program("docker", """[ "$1" != ps ] || { echo id; exit 0; }; echo no daemon >&2; exit 1""");
        var answer = Ask(Keep(), ("run", "7"));
        Assert.NotEqual(0, answer.Code);
        Assert.Contains("no daemon", answer.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(_root.File("kept/7/list")));
    }

    private string Keep() =>
        KeepScripts
            .Of(new Work.Keep(["images"]))
            .Replace("/var/backups/olupgrade", _root.File("kept"), StringComparison.Ordinal);

    /// <summary>What a login may be used to: a proxy, and more options for curl.</summary>
    private (string Name, string Value)[] Habits()
    {
        _root.Write(".curlrc", "proxy = http://127.0.0.1:1\nfail\nhead\n");
        return [("http_proxy", "http://127.0.0.1:1"), ("ALL_PROXY", "http://127.0.0.1:1"), ("HOME", _root.Path)];
    }

    private (int Code, string Said) Ask(ShellScript script, params (string Name, string Value)[] values) =>
        Ask(script.Text, [.. script.Values.Select(value => (value.Key, value.Value)), .. values]);

    private (int Code, string Said) Ask(string script, params (string Name, string Value)[] values)
    {
        var environment = values.ToDictionary(value => value.Name, value => value.Value);
        environment["PATH"] = $"{_root.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        return RealShell.Run(script, environment);
    }

    /// <summary>A program of the host that is not this machine's.</summary>
    private void Program(string name, string script)
    {
        Directory.CreateDirectory(_root.File("bin"));
        var file = _root.Write($"bin/{name}", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
