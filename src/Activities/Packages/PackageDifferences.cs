using System.Collections.Immutable;
using OlUpgrade.Execution;

namespace OlUpgrade.Packages;

/// <summary>
/// Differences between announced and real packages, for people. The sentence of a failure only counts them, because it
/// also goes to the public issue; names and versions are the step's output, which Slack and the command line show.
/// </summary>
internal static class PackageDifferences
{
    private const int MaxLines = 50;

    /// <summary>Prints them as the output of the step; returns how many packages there are, in words.</summary>
    public static string Print(StepContext step, ImmutableArray<string> differences)
    {
        foreach (var line in differences.Take(MaxLines))
            step.Output(line);
        if (differences.Length > MaxLines)
            step.Output($"and {differences.Length - MaxLines} more");
        return differences.Length == 1 ? "1 package" : $"{differences.Length:N0} packages";
    }
}
