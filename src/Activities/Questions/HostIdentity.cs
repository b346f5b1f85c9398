using System.Text.RegularExpressions;
using OlUpgrade.Ssh;

namespace OlUpgrade.Questions;

/// <summary>
/// Who a host says it is. A boot ID is one by its format; an error text is never taken for a new one.
/// </summary>
public sealed partial record HostIdentity(
    string MachineId,
    string BootId,
    string Kernel,
    string KernelInstalled,
    string System
)
{
    public Facts ToFacts() =>
        Facts
            .Empty.Add("machine-id", MachineId)
            .Add("boot-id", BootId)
            .Add("kernel", Kernel)
            .Add("kernel-installed", KernelInstalled)
            .Add("system", System);

    /// <summary>
    /// The identity in the answer to <see cref="HostQuestions.Identity"/>; null when it does not make one.
    /// </summary>
    public static HostIdentity? Read(ShellAnswer answer)
    {
        var told = new NamedLines(answer.Output);
        var identity = new HostIdentity(
            told["machine-id"],
            told["boot-id"],
            told["kernel"],
            told["kernel-installed"],
            told["system"]
        );
        return MachineIdFormat().IsMatch(identity.MachineId) && IsBootId(identity.BootId) ? identity : null;
    }

    public static bool IsBootId(string text) => BootIdFormat().IsMatch(text);

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.None, 1000)]
    private static partial Regex BootIdFormat();

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex MachineIdFormat();
}
