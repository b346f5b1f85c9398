using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>A shell script as it stands in a runbook or an inventory, with its places in the file.</summary>
/// <param name="Key">The key that it is the value of, such as <c>run</c>.</param>
/// <param name="Text">The script.</param>
/// <param name="Places">
/// Line and column of each of its lines; of one place only where YAML does not keep the lines as they are written.
/// </param>
public sealed record WrittenScript(string Key, string Text, ImmutableArray<(int Line, int Column)> Places)
{
    /// <summary>Where a line of the script is in the file; the nearest place for one that there is not.</summary>
    /// <param name="line">Counted from 1.</param>
    public (int Line, int Column) PlaceOf(int line) => Places[Math.Clamp(line - 1, 0, Places.Length - 1)];
}
