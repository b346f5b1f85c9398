using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>A script that a run may carry out as root on a host.</summary>
/// <param name="Name">What it is for, for people: the step, and which of its scripts.</param>
/// <param name="Text">As written in the runbook or the inventory.</param>
public sealed record RootScript(string Name, string Text)
{
    public Digest Digest => Digest.Of(Text);
}
