using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>The real program <c>olupgrade</c> in a separate process, as built for these tests.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();

    private ProgramRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program, as a shell starts it.</summary>
    public static string Command => $"{Dotnet} {Program}";

    private static string Dotnet =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    private static string Program => Path.Combine(AppContext.BaseDirectory, "olupgrade.dll");

    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    public bool HasEnded => _process.HasExited;

    public int Id => _process.Id;

    public static ProgramRun Start(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(Dotnet, [Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ProgramRun(Process.Start(start)!);
    }

    /// <summary>Waits for its end. Returns its exit code and everything that it printed.</summary>
    public async Task<(int Code, string Output)> End()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, Output);
    }

    /// <summary>Stops it with SIGTERM, as systemd does. Returns its exit code.</summary>
    public async Task<int> Stop()
    {
        Assert.Equal(0, Tool.Run("kill", "-TERM", $"{_process.Id}"));
        return (await End()).Code;
    }

    /// <summary>Kills it with SIGKILL, so that it cannot clean up.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_gate)
            _output.AppendLine(line);
    }
}
