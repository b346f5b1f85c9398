using OlUpgrade.Hosting.Cli;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Cli;

/// <summary><c>check</c> reads the scripts as a shell does, and says what of an inventory counts.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CheckTests() => _folder.Write("hosts.yaml", SmallWorkflow.Hosts);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run: |\n      set -eu\n      if true; then\n        echo one\n      echo two\n", "run", 16)]
    [InlineData("run: echo one\n    undo: |\n      echo 'one\n", "undo", 14)]
    [InlineData("run: echo one\n    probe: echo )\n", "probe", 13)]
    public async Task A_script_that_no_shell_understands_fails_the_check_with_its_line(
        string steps,
        string key,
        int line
    )
    {
        var file = Runbook(steps);
        var (code, output, error) = await Run("check", file);
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        // The shell is this machine's own: only its place is ours.
        Assert.Matches($"^{file}:{line}:[0-9]+: `{key}` is no shell script; `sh -n` says: .+\n$", error);
    }

    [Fact]
    public async Task A_script_of_the_inventory_is_read_too()
    {
        var file = _folder.Write("hosts.yaml", SmallWorkflow.Hosts + "\n      vars: {olupgrade_bring_up: \"done\"}\n");
        var (code, _, error) = await Run("check", file);
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"{file}:11:34: `olupgrade_bring_up` is no shell script", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_read_and_not_run()
    {
        var mark = _folder.File("ran");
        var file = Runbook($"run: touch {mark}\n    probe: exit 1\n    undo: touch {mark}\n");
        Assert.Equal((ExitCode.Done, $"{file} is valid.\n", ""), await Run("check", file));
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task What_is_wrong_with_YAML_and_with_scripts_is_said_at_once()
    {
        var file = Runbook("run: if\n    tiemout: 1m\n");
        var (_, _, error) = await Run("check", file);
        Assert.Contains("unknown key `tiemout`", error, StringComparison.Ordinal);
        Assert.Contains("`run` is no shell script", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_of_Ansible_that_change_nothing_are_named()
    {
        var file = _folder.Write(
            "hosts.yaml",
            SmallWorkflow.Hosts.Replace(
                "  vars:",
                "  vars:\n    ansible_python_interpreter: /x",
                StringComparison.Ordinal
            )
        );
        var (code, output, _) = await Run("check", file);
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            $"{file} is valid.\n{file}: of Ansible's variables, these change nothing here: "
                + "ansible_python_interpreter.\n",
            output
        );
    }

    [Fact]
    public async Task Variables_beside_the_inventory_are_refused_because_only_Ansible_reads_them()
    {
        Directory.CreateDirectory(_folder.File("group_vars"));
        var (code, _, error) = await Run("check", _folder.File("hosts.yaml"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(
            "Ansible also reads the variables in group_vars/ beside this file",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "group_vars/",
            (await Run("check", Runbook("run: echo one\n"))).Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("hosts")]
    [InlineData("site.ini")]
    public async Task An_INI_inventory_is_named_as_one(string name)
    {
        var file = _folder.Write(name, "[web]\nol-a\n");
        var (code, _, error) = await Run("check", file);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains($"{file}:1:1: this is an INI inventory", error, StringComparison.Ordinal);
    }

    private string Runbook(string step) =>
        _folder.Write(
            "small.yaml",
            SmallWorkflow.Runbook().Replace("run: echo \"$word\"\n", step, StringComparison.Ordinal)
        );

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, $"{output}", $"{error}");
    }
}
