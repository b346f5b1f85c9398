using System.Diagnostics;

namespace OlUpgrade.Spec.Support;

/// <summary>Another program that keeps a database locked for writing until it is disposed.</summary>
internal sealed class LockingProcess : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private LockingProcess(Process process)
    {
        _process = process;
    }

    public int Id => _process.Id;

    /// <summary>Has the lock when this returns. Skips the test if there is no sqlite3.</summary>
    public static async Task<LockingProcess> On(string file)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3"), "this test needs sqlite3 as the other program: install it");
        var start = new ProcessStartInfo("/usr/bin/sqlite3", ["-bail", "-cmd", ".timeout 120000", file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync("BEGIN IMMEDIATE; SELECT 'held';");
        await process.StandardInput.FlushAsync();
        using var limit = new CancellationTokenSource(Within, TimeProvider.System);
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync(limit.Token));
        return new LockingProcess(process);
    }

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        if (!_process.WaitForExit(Within))
            _process.Kill();
        _process.Dispose();
    }
}
