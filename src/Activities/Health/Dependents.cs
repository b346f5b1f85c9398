using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>The hosts that are asked with a changed host, because they depend on it.</summary>
internal static class Dependents
{
    /// <summary>
    /// In the order of the plan. None if the run only reads, or while the host is drained: then what depends on it may
    /// well miss it. Those that are in work or excluded are left out; the first are asked by their own steps, of the
    /// others people have decided.
    /// </summary>
    public static IEnumerable<Host> Of(StepContext step)
    {
        if (step.Plan.OnlyReads || OutOfService.IsDrained(step.Run, step.TheHost.Name))
            return [];
        var left = FleetTable
            .Of(step.Run)
            .Where(row => row.State is HostState.InWork or HostState.Excluded)
            .Select(row => row.Host)
            .ToHashSet();
        return step.Plan.DependentsOf(step.TheHost.Name).Where(host => !left.Contains(host.Name));
    }

    /// <summary>The dependent host, and why it is asked, to begin a sentence with.</summary>
    public static string Who(Host dependent, Host changed) =>
        $"{dependent.Name}, which depends on {changed.Name} and is asked after its change,";

    public static ShellFault Explained(ShellFault fault, string who) =>
        fault with
        {
            Sentence = $"{who} does not answer. {fault.Sentence}",
        };
}
