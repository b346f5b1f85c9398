using System.Collections.Immutable;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Packages;

/// <summary>What is installed on a host, as dpkg says.</summary>
/// <param name="Versions">By name; with an architecture if that is not the host's own.</param>
/// <param name="Wrong">Packages that dpkg left in the middle of an installation.</param>
internal sealed record InstalledPackages(ImmutableDictionary<string, string> Versions, ImmutableArray<string> Wrong)
{
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

        var wrong = lines
            .Where(line => line is ["package", "half-installed" or "unpacked" or "half-configured", _, _])
            .Select(line => line[2]);
        return new(versions.ToImmutable(), [.. wrong]);
    }

    /// <summary>How it differs from what was announced, one line for each package.</summary>
    public ImmutableArray<string> Differences(UpgradeTargets announced) =>
        [
            .. announced
                .Changes.Where(change => Versions.GetValueOrDefault(change.Name, "") != change.To)
                .Select(change =>
                    $"{change.Name} is {Word(Versions.GetValueOrDefault(change.Name, ""))}, "
                    + $"announced was {Word(change.To)}"
                ),
            .. Wrong.Select(name => $"{name} is not set up"),
        ];

    private static string Word(string version) => version.Length == 0 ? "not installed" : version;
}
