using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Spec.Hosting;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>
/// The real program, called from another machine: <c>ssh</c> is a program that runs here what it would run there.
/// </summary>
public sealed class RelayTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Finding("A11")]
    public async Task The_service_of_another_machine_is_called_over_ssh_and_its_socket()
    {
        await using var scene = await ServiceScene.StartAsync(listen: ListenAddress.UsualSocket);
        InsteadOfSsh($"OLUPGRADE_SERVER={scene.Listen} exec {ProgramRun.Command} relay");
        var token = scene.TokenOf("mek");
        Assert.Equal((0, "There are no runs."), await Run(token, "--host", "mek@ol-home0", "status"));
        Assert.Equal("-T -- mek@ol-home0 olupgrade relay", File.ReadAllText(_folder.File("arguments")).Trim());
        var (code, output) = await Run(token, "--host", "mek@ol-home0", "start", "small");
        Assert.Equal((0, "1"), (code, output));
        Assert.Equal(0, (await Run(token, "--host", "mek@ol-home0", "abort", "--reason", "so")).Code);
        await scene.Ended(OlUpgrade.Runs.RunStatus.Aborted);
        Assert.Equal(ExitCode.BadInput, (await Run("olu_wrong", "--host", "mek@ol-home0", "status")).Code);
    }

    [Fact]
    public async Task A_machine_that_cannot_be_reached_is_named()
    {
        InsteadOfSsh("echo 'Permission denied' >&2; exit 255");
        var (code, output) = await Run("olu_any", "--host", "mek@ol-home0", "status");
        Assert.Equal(ExitCode.NoServer, code);
        Assert.Contains("Permission denied", output, StringComparison.Ordinal);
        Assert.Contains("The service at ssh:mek@ol-home0 does not answer.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_that_acts_on_this_machine_refuses_the_name_of_another()
    {
        var (code, output) = await Run("olu_any", "--host", "mek@ol-home0", "token", "--list");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal("`token` does not call the service, so --host has no meaning for it.", output);
    }

    private void InsteadOfSsh(string script)
    {
        Directory.CreateDirectory(_folder.File("bin"));
        _folder.Write("bin/ssh", $"#!/bin/sh\necho \"$@\" > {_folder.File("arguments")}\n{script}\n");
        FileModes.Add(_folder.File("bin/ssh"), UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string Output)> Run(string token, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["OLUPGRADE_TOKEN"] = token,
            ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        using var program = ProgramRun.Start(_folder.Path, environment, arguments);
        var (code, output) = await program.End();
        return (code, output.Trim());
    }
}
