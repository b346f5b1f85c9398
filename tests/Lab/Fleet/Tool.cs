using System.Diagnostics;

namespace OlUpgrade.Lab.Fleet;

/// <summary>
/// Runs a tool of this machine to its end. If it exceeds its time limit, it is killed with all its child processes and
/// the test fails.
/// </summary>
internal static class Tool
{
    public static async Task<ToolEnd> RunAsync(
        TimeSpan limit,
        string tool,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var time = new CancellationTokenSource(limit, TimeProvider.System);
        return await EndAsync(process, time.Token)
            ?? throw new TimeoutException($"{tool} {string.Join(' ', start.ArgumentList)} was killed after {limit}.");
    }

    private static async Task<ToolEnd?> EndAsync(Process process, CancellationToken time)
    {
        try
        {
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(time),
                process.StandardError.ReadToEndAsync(time)
            );
            await process.WaitForExitAsync(time);
            return new ToolEnd(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }
    }
}
