using System.Text.Json.Nodes;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Cli;

/// <summary>The verbs as people use them: what they print, where, and with which exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Nobody = "http://127.0.0.1:9";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Verbs =>
        [
            "serve",
            "check",
            "doctor",
            "explain",
            "plan",
            "trust",
            "token",
            "start",
            "status",
            "watch",
            "journal",
            "backup",
            "restore",
            "relay",
            "approve",
            "refuse",
            "override",
            "resume",
            "retry",
            "skip",
            "exclude",
            "adopt",
            "return",
            "hold",
            "rollback",
            "abort",
            "delete-branch",
        ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_explains_itself(string verb)
    {
        var (code, output, error) = await Run(verb, "--help");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains(
            $"olupgrade {verb}",
            output.Replace("OlUpgrade.Spec", "olupgrade", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var (_, all, _) = await Run("--help");
        Assert.Contains($"  {verb}", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strat")]
    [InlineData("start")]
    [InlineData("check")]
    [InlineData("approve", "1")]
    [InlineData("status", "one")]
    [InlineData("status", "1", "2")]
    [InlineData("watch", "one")]
    [InlineData("start", "small", "--param", "word")]
    [InlineData("start", "small", "--param", "a=1", "--param", "a=2")]
    [InlineData("start", "small", "--hosts", ",")]
    [InlineData("resume", "1", "--it-happened", "--it-did-not-happen")]
    [InlineData("skip", "1")]
    [InlineData("skip", "1", "--reason")]
    [InlineData("exclude", "1", "--reason", "so")]
    [InlineData("rollback")]
    [InlineData("rollback", "1")]
    [InlineData("rollback", "1", "2")]
    [InlineData("rollback", "ol-dev", "ol-web1")]
    [InlineData("hold", "1", "--seen", "all")]
    [InlineData("hold", "1", "--all")]
    [InlineData("abort", "--all")]
    [InlineData("status", "--server", "not an address")]
    [InlineData("status", "--server", "ftp://127.0.0.1")]
    [InlineData("status", "--server", "unix:here.sock")]
    [InlineData("token")]
    [InlineData("token", "mek", "--list")]
    [InlineData("token", "--list", "--revoke", "mek")]
    [InlineData("token", "mek", "--days", "0")]
    [InlineData("token", "mek", "--days", "366")]
    [InlineData("token", "mek", "--days", "many")]
    [InlineData("--host", "mek@ol-home0", "check", "small.yaml")]
    public async Task Wrong_usage_has_exit_code_2_and_says_why(params string[] arguments)
    {
        var (code, _, error) = await Run(arguments);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start", "small")]
    [InlineData("status")]
    [InlineData("journal", "1")]
    [InlineData("watch")]
    [InlineData("watch", "1")]
    [InlineData("watch", "1", "--json")]
    [InlineData("abort")]
    [InlineData("approve", "1", "--plan", "0123456789ab")]
    public async Task Without_a_service_the_exit_code_is_3_and_it_is_said_how_to_start_one(params string[] arguments)
    {
        var (code, output, error) = await Run([.. arguments, "--server", Nobody]);
        Assert.Equal((ExitCode.NoServer, ""), (code, output));
        Assert.StartsWith(
            $"The service at {Nobody}/ does not answer. Start it with `olupgrade serve`",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Sound_files_pass_the_check()
    {
        var (hosts, runbook) = (
            _folder.Write("hosts.yaml", SmallWorkflow.Hosts),
            _folder.Write("small.yaml", SmallWorkflow.Runbook())
        );
        Assert.Equal((ExitCode.Done, $"{runbook} is valid.\n", ""), await Run("check", runbook));
        Assert.Equal((ExitCode.Done, "2 files are valid.\n", ""), await Run("check", runbook, hosts));
    }

    [Fact]
    public async Task A_bad_file_fails_the_check_with_line_and_column()
    {
        _folder.Write("hosts.yaml", SmallWorkflow.Hosts);
        var file = _folder.Write("bad.yaml", SmallWorkflow.Runbook().Replace("ol-b", "ol-c", StringComparison.Ordinal));
        var (code, output, error) = await Run("check", file);
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.Matches($"^{file}:[0-9]+:[0-9]+: .*ol-c", error);
        Assert.Equal(ExitCode.BadInput, (await Run("check", _folder.File("gone.yaml"))).Code);
    }

    [Fact]
    public async Task A_runbook_without_an_inventory_fails_the_check()
    {
        var (code, _, error) = await Run("check", _folder.Write("small.yaml", SmallWorkflow.Runbook()));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("Put the inventory beside its runbooks", error, StringComparison.Ordinal);
        _folder.Write("other.yaml", SmallWorkflow.Hosts);
        Assert.Equal(
            ExitCode.Done,
            (await Run("check", _folder.File("small.yaml"), "--inventory", _folder.File("other.yaml"))).Code
        );
    }

    [Fact]
    public async Task Explain_prints_the_example_as_it_is() =>
        Assert.Equal((ExitCode.Done, Repository.Read("workflows/example.yaml"), ""), await Run("explain"));

    [Fact]
    public async Task Plan_shows_what_would_be_done_for_people_and_for_programs()
    {
        var config = Config();
        var (code, text, _) = await Run("plan", "small", "--config", config, "--hosts", "ol-b", "--param", "word=bye");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("ol-b", text, StringComparison.Ordinal);
        var (coded, json, _) = await Run("plan", "small", "--config", config, "--json", "--param", "word=bye");
        Assert.Equal(ExitCode.Done, coded);
        var plan = JsonNode.Parse(json)!;
        Assert.Equal(("small", "bye"), ((string?)plan["runbook"], (string?)plan["parameters"]!["word"]));
        Assert.Equal(2, plan["hosts"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("There is no runbook \"smal\". Available: small.", "plan", "smal")]
    [InlineData("ol-c", "plan", "small", "--hosts", "ol-c")]
    [InlineData("wrd", "plan", "small", "--param", "wrd=x")]
    [InlineData("eve is not in the settings.", "token", "eve")]
    [InlineData("ol-c is not in the inventory. Available: ol-a, ol-b.", "trust", "ol-c")]
    public async Task Wrong_input_has_exit_code_2(string sentence, params string[] arguments)
    {
        var (code, output, error) = await Run([.. arguments, "--config", Config()]);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_shown_once_on_its_own_line()
    {
        var (code, output, error) = await Run("token", "mek", "--config", Config());
        Assert.Equal(ExitCode.Done, code);
        Assert.Matches("^olu_[0-9a-f]{64}\n$", output);
        Assert.Contains("Give it only to mek", error, StringComparison.Ordinal);
        Assert.DoesNotContain(output.Trim(), error, StringComparison.Ordinal);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Owner, new DirectoryInfo(_folder.File("data")).UnixFileMode);
    }

    [Fact]
    [Finding("A3")]
    public async Task Tokens_are_listed_and_revoked()
    {
        var config = Config();
        var (_, token, _) = await Run("token", "mek", "--days", "7", "--config", config);
        var (listed, list, _) = await Run("token", "--list", "--config", config);
        Assert.Equal(ExitCode.Done, listed);
        Assert.Matches("mek +[0-9a-f]{12} +20[-0-9 :]+ 20[-0-9 :]+ never", list);
        Assert.DoesNotContain(token.Trim(), list, StringComparison.Ordinal);
        Assert.Equal(
            (ExitCode.Done, "mek's token no longer works.\n", ""),
            await Run("token", "--revoke", "mek", "--config", config)
        );
        Assert.Equal(ExitCode.BadInput, (await Run("token", "--revoke", "mek", "--config", config)).Code);
    }

    [Fact]
    public async Task Serve_refuses_wrong_settings_with_every_problem()
    {
        var (code, output, error) = await Run("serve", "--config", Config());
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Equal(4, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("OlUpgrade:Slack:BotTokenFile is not set.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    private string Config()
    {
        _folder.Write("hosts.yaml", SmallWorkflow.Hosts);
        _folder.Write("small.yaml", SmallWorkflow.Runbook());
        return _folder.Write(
            "settings.json",
            $$"""
            {"OlUpgrade":{"DataFolder":"{{_folder.File("data")}}",
                "WorkflowsFolder":"{{_folder.Path}}","People":[{"Name":"mek"}]} }
            """
        );
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, $"{output}", $"{error}");
    }
}
