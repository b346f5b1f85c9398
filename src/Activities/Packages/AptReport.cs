using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Packages;

/// <summary>
/// What a host printed about an upgrade: the sections of <see cref="AptScripts.Read"/>, each after a line such as
/// <c>== planned</c>.
/// </summary>
/// <param name="Targets">What would change, and what stays behind.</param>
/// <param name="Lost">Name, installed and newer version of packages whose installed version is gone.</param>
/// <param name="Sums">The SHA-256 digest of each downloaded file, by its name.</param>
/// <param name="Architecture">The host's own.</param>
internal sealed partial record AptReport(
    string Architecture,
    UpgradeTargets Targets,
    ImmutableArray<string> Lost,
    ImmutableDictionary<string, string> Sums
)
{
    /// <summary>Reads the text; null if it is not whole.</summary>
    public static AptReport? Parse(string text)
    {
        var sections = Sections(text);
        if (!sections.TryGetValue("files", out var needed) || !sections.TryGetValue("planned", out var planned))
            return null;
        var own = sections.GetValueOrDefault("architecture", []).FirstOrDefault() ?? "";
        var files = needed.Select(File).OfType<AptFile>().ToList();
        return new(
            own,
            new UpgradeTargets(
                [
                    .. planned
                        .Select(line => Change(line, files, own))
                        .OfType<PackageChange>()
                        .OrderBy(change => change.Kind == PackageChangeKind.Remove)
                        // apt may take a package away for a moment while it replaces it.
                        .DistinctBy(change => change.Name)
                        .OrderBy(change => change.Name, StringComparer.Ordinal),
                ],
                Behind(planned, sections)
            ),
            [.. sections.GetValueOrDefault("lost", [])],
            sections
                .GetValueOrDefault("sums", [])
                .Select(line => line.Split("  ", 2))
                .Where(parts => parts.Length == 2)
                .DistinctBy(parts => parts[1])
                .ToImmutableDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal)
        );
    }

    /// <summary>The first announced package whose file was not downloaded as announced; null if all were.</summary>
    public string? WrongFile(UpgradeTargets announced) =>
        announced
            .Changes.Where(change => change.Digest.Length > 0)
            .FirstOrDefault(change =>
                !Sums.Any(sum =>
                    AptFile.IsOf(sum.Key, change.Name, change.To, Architecture)
                    && change.Digest.Equals($"SHA256:{sum.Value}", StringComparison.OrdinalIgnoreCase)
                )
            )
            ?.Name;

    private static Dictionary<string, List<string>> Sections(string text)
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> current = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
                sections[line[3..]] = current = [];
            else
                current.Add(line);
        }

        return sections;
    }

    private static AptFile? File(string line) =>
        line.Split(' ') is [var name, _, var digest, ..] ? new AptFile(name, digest) : null;

    private static PackageChange? Change(string line, List<AptFile> files, string own)
    {
        if (Removal().Match(line) is { Success: true } gone)
            return new(PackageChangeKind.Remove, gone.Groups["name"].Value, gone.Groups["from"].Value, "", "");
        if (Installation().Match(line) is not { Success: true } match)
            return null;
        var (name, from, to) = (match.Groups["name"].Value, match.Groups["from"].Value, match.Groups["to"].Value);
        var file = files.FirstOrDefault(file => AptFile.IsOf(file.Name, name, to, own));
        var kind = from.Length == 0 ? PackageChangeKind.Add : PackageChangeKind.Upgrade;
        return new(kind, name, from, to, file?.Digest ?? "");
    }

    private static ImmutableArray<PackageBehind> Behind(List<string> planned, Dictionary<string, List<string>> sections)
    {
        var held = sections.GetValueOrDefault("held", []).ToHashSet(StringComparer.Ordinal);
        List<string> all = [.. planned, .. sections.GetValueOrDefault("security", [])];
        var phased = Indented(all, "The following upgrades have been deferred").ToHashSet(StringComparer.Ordinal);
        var back = Indented(all, "The following packages have been kept back").ToHashSet(StringComparer.Ordinal);
        var changing = planned
            .Select(line => Installation().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Newest(sections.GetValueOrDefault("newest", []))
                .Where(one => !changing.Contains(one.Name))
                .Select(one => new PackageBehind(one.Name, one.Installed, one.Newest, Reason(one.Name)))
                .DistinctBy(one => one.Name)
                .OrderBy(one => one.Name, StringComparer.Ordinal),
        ];

        string Reason(string name) =>
            held.Contains(name) ? PackageBehind.Held
            : phased.Contains(name) ? PackageBehind.Phased
            : back.Contains(name) ? PackageBehind.KeptBack
            : PackageBehind.Left;
    }

    /// <summary>The words of the indented lines after a line that begins so.</summary>
    private static IEnumerable<string> Indented(List<string> lines, string head) =>
        lines
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith(' '))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Those of <c>apt-cache policy</c> that are installed and have something newer.</summary>
    private static IEnumerable<(string Name, string Installed, string Newest)> Newest(List<string> lines)
    {
        var (name, installed) = ("", "");
        foreach (var line in lines)
        {
            if (!line.StartsWith(' '))
                name = line.TrimEnd(':');
            else if (line.StartsWith("  Installed: ", StringComparison.Ordinal))
                installed = line["  Installed: ".Length..];
            else if (
                line.StartsWith("  Candidate: ", StringComparison.Ordinal)
                && line["  Candidate: ".Length..] is var newest
                && newest != installed
                && installed is not ("" or "(none)")
            )
                yield return (name, installed, newest);
        }
    }

    [GeneratedRegex(@"^Inst (?<name>\S+) (\[(?<from>[^\]]*)\] )?\((?<to>\S+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Installation();

    [GeneratedRegex(@"^(Remv|Purg) (?<name>\S+) \[(?<from>[^\]]*)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Removal();
}
