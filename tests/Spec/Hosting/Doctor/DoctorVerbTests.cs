using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Spec.Ssh;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>The verb <c>doctor</c>: its lines, its JSON, its exit codes.</summary>
public sealed class DoctorVerbTests : IClassFixture<LoopbackSshd>
{
    private readonly LoopbackSshd _sshd;

    public DoctorVerbTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    [Fact]
    public async Task Where_all_is_right_the_exit_code_is_0_and_each_thing_has_one_plain_line()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var (code, output, error) = await Run("doctor", "--config", Config(scene), "--hosts", "ol-a");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^1], line => Assert.Matches("^(ok   |note ) [^:]+: [^\u001b]+\\.$", line));
        Assert.Contains("ok    Slack #openlibrary: the channel exists and the bot is in it.", lines);
        Assert.Equal($"All {lines.Length - 1} checks passed.", lines[^1]);
    }

    [Fact]
    public async Task Where_something_is_wrong_the_exit_code_is_1_and_the_last_line_says_where()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var (code, output, _) = await Run("doctor", "--config", Config(scene));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("\nWRONG ol-b: The key of ol-b is not pinned.", output, StringComparison.Ordinal);
        Assert.Matches("\n1 of [0-9]+ checks failed: ol-b\\.\n$", output);
    }

    [Fact]
    public async Task As_JSON_each_thing_is_an_object_and_the_exit_code_is_the_same()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var (code, output, _) = await Run("doctor", "--config", Config(scene), "--json");
        Assert.Equal(ExitCode.Failed, code);
        var findings = JsonNode.Parse(output)!.AsArray();
        var wrong = Assert.Single(findings, one => (string?)one!["verdict"] == "wrong");
        Assert.Equal("ol-b", (string?)wrong!["subject"]);
        Assert.Contains("is not pinned", (string?)wrong["sentence"], StringComparison.Ordinal);
        Assert.Contains(findings, one => (string?)one!["verdict"] == "ok");
    }

    [Fact]
    public async Task Wrong_usage_and_settings_that_cannot_be_read_have_exit_code_2()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var config = Config(scene);
        var (code, output, error) = await Run("doctor", "--config", config, "--hosts", "ol-a,ol-c");
        Assert.Equal(
            (ExitCode.BadInput, "", "ol-c is not in the inventory. Available: ol-a, ol-b.\n"),
            (code, output, error)
        );
        Assert.Equal(ExitCode.BadInput, (await Run("doctor", "--config", config, "--hosts", ",")).Code);
        Assert.Equal(ExitCode.BadInput, (await Run("doctor", "--config", config + ".none")).Code);
        var broken = scene.Write("broken.json", """{"OlUpgrade":{"DatFolder":"data"}}""");
        Assert.Equal(ExitCode.BadInput, (await Run("doctor", "--config", broken)).Code);
    }

    [Fact]
    public void Words_of_others_cannot_break_a_line_or_colour_a_terminal()
    {
        var finding = Finding.Wrong("ol-a", "it said: \u001b[2J\r\nok    ol-a: all is right.");
        Assert.Equal("ol-a: it said:  [2J ok    ol-a: all is right.", FindingLine.RestOf(finding));
    }

    private static string Config(DoctorScene scene) =>
        scene.Write(
            "settings.json",
            new JsonObject { ["OlUpgrade"] = JsonSerializer.SerializeToNode(scene.Settings) }.ToJsonString()
        );

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, $"{output}", $"{error}");
    }
}
