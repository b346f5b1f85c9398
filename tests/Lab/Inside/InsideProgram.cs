using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// One of our programs, as built for these tests, in its own process inside the lab's network. It dies with the test's
/// process, however that ends.
/// </summary>
internal sealed class InsideProgram : IAsyncDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();

    private InsideProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    public bool HasEnded => _process.HasExited;

    public static async Task<InsideProgram> StartAsync(
        LabFleet fleet,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        string program,
        params string[] arguments
    )
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        var assembly = Path.Combine(AppContext.BaseDirectory, $"{program}.dll");
        var start = new ProcessStartInfo(
            LabFleet.Program,
            ["run", "setpriv", "--pdeathsig", "KILL", dotnet, assembly, .. arguments]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in fleet.Environs.Concat(environment))
            start.Environment[name] = value;
        return new InsideProgram(await StartFromOwnThreadAsync(start));
    }

    /// <summary>Waits for its end. Returns its exit code and everything that it printed.</summary>
    public async Task<ToolEnd> EndAsync(TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit, TimeProvider.System);
        await _process.WaitForExitAsync(time.Token);
        return new ToolEnd(_process.ExitCode, Output, "");
    }

    /// <summary>Sends it a signal, such as STOP.</summary>
    public async Task SignalAsync(string signal) =>
        (await Tool.RunAsync(Short, "kill", ["-s", signal, $"{_process.Id}"])).Good();

    /// <summary>Kills it with SIGKILL, so that it cannot clean up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    /// <summary>
    /// Starts the process from a thread that lives as long as the process, because the kernel kills the process when
    /// the thread that started it ends.
    /// </summary>
    private static Task<Process> StartFromOwnThreadAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            var process = Process.Start(start)!;
            var id = process.Id;
            started.SetResult(process);
            AwaitEnd(id);
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return started.Task;
    }

    private static void AwaitEnd(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    private void Keep(string? line)
    {
        lock (_gate)
            _output.AppendLine(line);
    }
}
