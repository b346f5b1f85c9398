namespace OlUpgrade.Simulation.WayBack;

/// <summary>A step of a random runbook, as YAML.</summary>
/// <param name="Change">What it changes; null if it changes nothing.</param>
/// <param name="HasUndo">False if nothing undoes it.</param>
internal sealed record RandomStep(string Name, string Yaml, RandomChange? Change = null, bool HasUndo = true)
{
    public static RandomStep Changing(RandomChange change, string? undo, bool isIrreversible) =>
        new(
            $"change {change.Name}",
            $"run: \"{change.Run}\", timeout: 5m"
                + (
                    undo is not null ? $", undo: \"{undo}\""
                    : isIrreversible ? ", irreversible: nothing can"
                    : ""
                ),
            change,
            undo is not null
        );
}
