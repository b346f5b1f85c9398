using OlUpgrade.Sandbox.Hosts.Shell;
using OlUpgrade.Ssh;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// Runs the script of one attempt in the host's own time, whether or not a caller follows it. A stop or a power cut
/// interrupts it.
/// </summary>
internal static class SimulatedRunner
{
    public static async Task RunAsync(SimulatedHost host, SimulatedAttempt attempt, ShellScript script)
    {
        try
        {
            attempt.End(await PerformAsync(host, attempt, script));
        }
        catch (OperationCanceledException)
        {
            attempt.End(null);
        }
    }

    private static async Task<int> PerformAsync(SimulatedHost host, SimulatedAttempt attempt, ShellScript script)
    {
        var stopping = attempt.Stopping;
        if (host.Faults.Strike(HostFaultKind.SlowCommand) is { } slow)
            await host.PassAsync(slow.Duration, stopping);
        if (host.Faults.Strike(HostFaultKind.ExitCode) is { } failing)
        {
            attempt.Write("E: Could not get lock /var/lib/dpkg/lock-frontend.\n");
            return failing.Number;
        }

        var scope = new ShellScope(host, attempt.Key, attempt.Fence, new(script.Values), attempt.Write, attempt.Write);
        if (host.Scripts.FirstOrDefault(known => known.Matches(script.Text)) is { } prepared)
            return await prepared.Run(scope, script.Text, stopping);
        var code = await SimulatedCommands.RunAsync(scope, script.Text, stopping);
        return host.Faults.Strike(HostFaultKind.LateExitCode)?.Number ?? code;
    }
}
