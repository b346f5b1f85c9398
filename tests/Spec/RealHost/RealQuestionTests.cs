using OlUpgrade.Questions;
using OlUpgrade.Spec.Support;

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
