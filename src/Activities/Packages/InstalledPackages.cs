using System.Collections.Immutable;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Packages;

/// <summary>What is installed on a host, as dpkg says.</summary>
/// <param name="Versions">By name; with an architecture if that is not the host's own.</param>
/// <param name="Wrong">Packages that dpkg calls half-installed or broken.</param>
internal sealed record InstalledPackages(ImmutableDictionary<string, string> Versions, ImmutableArray<string> Wrong)
{
    private const int MaxDifferences = 5;

    /// <summary>Reads what <see cref="AptScripts.Installed"/> prints.</summary>
    public static InstalledPackages Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        var own = lines.FirstOrDefault(line => line is ["architecture", _])?[1] ?? "";
        var versions = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line is ["package", "installed", var name, var version])
                versions[name.EndsWith($":{own}", StringComparison.Ordinal) ? name[..^(own.Length + 1)] : name] =
                    version;
        }

        return new(versions.ToImmutable(), [.. lines.Where(line => line is ["audit", ..]).Select(line => line[1])]);
    }

    /// <summary>How it differs from what was announced; null if it does not.</summary>
    public string? Difference(UpgradeTargets announced)
    {
        var differences = announced
            .Changes.Where(change => Versions.GetValueOrDefault(change.Name, "") != change.To)
            .Select(change =>
                $"{change.Name} is {Word(Versions.GetValueOrDefault(change.Name, ""))}, announced was {Word(change.To)}"
            )
            .Concat(Wrong.Select(name => $"{name} is not set up"))
            .ToList();
        return differences.Count == 0 ? null
            : differences.Count <= MaxDifferences ? string.Join("; ", differences)
            : $"{string.Join("; ", differences.Take(MaxDifferences))}; and {differences.Count - MaxDifferences} more";
    }

    private static string Word(string version) => version.Length == 0 ? "not installed" : version;
}
