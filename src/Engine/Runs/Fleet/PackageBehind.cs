using System.Diagnostics;

namespace OlUpgrade.Runs.Fleet;

/// <summary>A package that has something newer and stays as it is.</summary>
/// <param name="Reason">
/// One of <see cref="Left"/>, <see cref="Held"/>, <see cref="Phased"/> and <see cref="KeptBack"/>.
/// </param>
public sealed record PackageBehind(string Name, string Installed, string Newest, string Reason)
{
    public const string Left = "left";
    public const string Held = "held";
    public const string Phased = "phased";
    public const string KeptBack = "kept-back";

    /// <summary>The line in the journal.</summary>
    public string Line => $"{Name} {Installed} {Newest} {Reason}";

    /// <summary>Of a line; null for another text.</summary>
    public static PackageBehind? Parse(string line) =>
        line.Split(' ') is [var name, var installed, var newest, Left or Held or Phased or KeptBack]
            ? new(name, installed, newest, line[(line.LastIndexOf(' ') + 1)..])
            : null;

    /// <summary>For people: why it stays, of one package or several.</summary>
    public string Why =>
        Reason switch
        {
            Left => "left by the runbook",
            Held => "on hold on the host (apt-mark showhold)",
            Phased => "offered to some hosts only so far (phased update)",
            KeptBack => "kept back, because other packages would have to be added or removed",
            _ => throw new UnreachableException($"No words for {Reason}."),
        };

    /// <summary>For people: what stays, and why.</summary>
    public override string ToString() => $"{Name} stays at {Installed} ({Newest} is there): {Why}";
}
