using System.Diagnostics;

namespace OlUpgrade.Spec.RealHost;

/// <summary>Runs scripts with this machine's shell, as a host runs them.</summary>
internal static class RealShell
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    /// <summary>The exit code, and all that was printed.</summary>
    public static (int Code, string Said) Run(string script, IReadOnlyDictionary<string, string> environment) =>
        End(Start(script, environment));

    public static Process Start(string script, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec 2>&1\n{script}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static (int Code, string Said) End(Process process)
    {
        using (process)
        {
            var said = process.StandardOutput.ReadToEnd();
            Assert.True(process.WaitForExit(Within), said);
            return (process.ExitCode, said);
        }
    }
}
