using System.Text.RegularExpressions;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>Who a host says it is. A boot ID is one by its format; an error text is never taken for a new one.</summary>
public sealed partial record HostIdentity(string MachineId, string BootId, string Kernel, string KernelInstalled, string System)
{
    public Facts ToFacts() => Facts.Empty
        .Add("machine-id", MachineId)
        .Add("boot-id", BootId)
        .Add("kernel", Kernel)
        .Add("kernel-installed", KernelInstalled)
        .Add("system", System);

    /// <summary>The identity in the answer to <see cref="HostQuestions.Identity"/>; null when it does not make one.</summary>
    public static HostIdentity? Read(ShellAnswer answer)
    {
        var values = answer.Output.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0])
            .ToDictionary(group => group.Key, group => group.First()[1].Trim());
        var identity = new HostIdentity(Of("machine-id"), Of("boot-id"), Of("kernel"), Of("kernel-installed"), Of("system"));
        return MachineIdFormat().IsMatch(identity.MachineId) && IsBootId(identity.BootId) ? identity : null;

        string Of(string name) => values.GetValueOrDefault(name, "");
    }

    public static bool IsBootId(string text) => BootIdFormat().IsMatch(text);

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.None, 1000)]
    private static partial Regex BootIdFormat();

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex MachineIdFormat();
}
