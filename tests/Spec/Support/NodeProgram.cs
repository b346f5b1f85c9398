using System.Diagnostics;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// A Node program that belongs to a test, in its own folder with the packages that its lock file pins. Without Node, or
/// if npm cannot get the packages, the test is skipped with the reason; under CI it fails.
/// </summary>
/// <param name="folder">The program's folder under tests/Spec, with its package.json and package-lock.json.</param>
internal sealed class NodeProgram(string folder, string program) : IDisposable
{
    private readonly TempFolder _folder = new();
    private bool _installed;

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Starts the program; the first time, installs its packages. The caller writes its input and reads its output.
    /// </summary>
    public Process Start(params IEnumerable<(string Name, string Value)> environment)
    {
        if (!_installed)
            Install();
        var start = StartInfo("node", program);
        start.RedirectStandardInput = true;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Install()
    {
        foreach (var tool in (string[])["node", "npm"])
            Require(IsInstalled(tool), $"{program} needs {tool}, which is not installed: apt-get install nodejs npm");
        foreach (var file in (string[])["package.json", "package-lock.json", program])
            _folder.Write(file, Repository.Read($"tests/Spec/{folder}/{file}"));
        using var npm = Process.Start(StartInfo("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"))!;
        var error = npm.StandardError.ReadToEndAsync();
        var output = npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        Require(npm.ExitCode == 0, $"npm could not get the packages of {folder}: {output}{error.Result}");
        _installed = true;
    }

    private static void Require(bool isMet, string message)
    {
        Assert.SkipUnless(isMet || Environment.GetEnvironmentVariable("CI") == "true", message);
        Assert.True(isMet, message);
    }

    private static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private ProcessStartInfo StartInfo(string tool, params IEnumerable<string> arguments) =>
        new(tool, arguments)
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
