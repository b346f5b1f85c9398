using System.Diagnostics;

namespace OlUpgrade.Spec.Support;

/// <summary>Runs one of the machine's tools and waits for it.</summary>
internal static class Tool
{
    /// <summary>Returns its exit code.</summary>
    public static int Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
