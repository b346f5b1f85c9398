using System.Diagnostics;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// A program for Node that belongs to a test, in a folder of its own with the packages that its lock file pins. Where
/// there is no Node, or npm gets no packages, the test is skipped and says so; under CI it fails.
/// </summary>
/// <param name="folder">The program's folder under tests/Spec, with its package.json and package-lock.json.</param>
internal sealed class NodeProgram(string folder, string program) : IDisposable
{
    private readonly TempFolder _folder = new();
    private bool _installed;

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Starts the program, the first time with getting its packages; what it reads and writes is the caller's.
    /// </summary>
    public Process Start(params IEnumerable<(string Name, string Value)> environment)
    {
        if (!_installed)
            Install();
        var start = Beginning("node", program);
        start.RedirectStandardInput = true;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Install()
    {
        foreach (var tool in (string[])["node", "npm"])
            Needs(IsThere(tool), $"There is no {tool} here, with which {program} runs: apt-get install nodejs npm");
        foreach (var file in (string[])["package.json", "package-lock.json", program])
            _folder.Write(file, Repository.Read($"tests/Spec/{folder}/{file}"));
        using var npm = Process.Start(Beginning("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"))!;
        var error = npm.StandardError.ReadToEndAsync();
        var output = npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        Needs(npm.ExitCode == 0, $"npm could not get the packages of {folder}: {output}{error.Result}");
        _installed = true;
    }

    private static void Needs(bool there, string otherwise)
    {
        Assert.SkipUnless(there || Environment.GetEnvironmentVariable("CI") == "true", otherwise);
        Assert.True(there, otherwise);
    }

    private static bool IsThere(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private ProcessStartInfo Beginning(string tool, params IEnumerable<string> arguments) =>
        new(tool, arguments)
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
