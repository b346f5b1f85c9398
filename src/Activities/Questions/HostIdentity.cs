using System.Text.RegularExpressions;
using OlUpgrade.Ssh;

namespace OlUpgrade.Questions;

/// <summary>
/// Which machine and boot a host reports, and what it runs. The IDs are valid by format, so an error message is never
/// read as a new boot ID.
/// </summary>
/// <param name="MachineId">From <c>/etc/machine-id</c>: 32 hexadecimal digits.</param>
/// <param name="BootId">From <c>/proc/sys/kernel/random/boot_id</c>; changes with every boot.</param>
/// <param name="Kernel">The running kernel.</param>
/// <param name="KernelInstalled">The newest kernel of the running one's flavour; empty if there is none.</param>
/// <param name="System">The distribution's <c>PRETTY_NAME</c>; empty if unknown.</param>
public sealed partial record HostIdentity(
    string MachineId,
    string BootId,
    string Kernel,
    string KernelInstalled,
    string System
)
{
    /// <summary>The identity under the fact names that the journal stores.</summary>
    public Facts ToFacts() =>
        Facts
            .Empty.Add("machine-id", MachineId)
            .Add("boot-id", BootId)
            .Add("kernel", Kernel)
            .Add("kernel-installed", KernelInstalled)
            .Add("system", System);

    /// <summary>
    /// Reads the answer to <see cref="HostQuestions.Identity"/>; null if machine ID or boot ID is not valid.
    /// </summary>
    public static HostIdentity? Read(ShellAnswer answer)
    {
        var lines = new NamedLines(answer.Output);
        var identity = new HostIdentity(
            lines["machine-id"],
            lines["boot-id"],
            lines["kernel"],
            lines["kernel-installed"],
            lines["system"]
        );
        return MachineIdFormat().IsMatch(identity.MachineId) && IsBootId(identity.BootId) ? identity : null;
    }

    /// <summary>Whether the text has the format of a boot ID (a UUID in lower case).</summary>
    public static bool IsBootId(string text) => BootIdFormat().IsMatch(text);

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.None, 1000)]
    private static partial Regex BootIdFormat();

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex MachineIdFormat();
}
