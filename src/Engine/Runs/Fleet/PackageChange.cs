using System.Text.RegularExpressions;

namespace OlUpgrade.Runs.Fleet;

/// <summary>One change of a package that an upgrade makes on a host.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Name">As apt prints it: with an architecture if that is not the host's own.</param>
/// <param name="From">The installed version; empty if there is none.</param>
/// <param name="To">The version afterwards; empty if it is removed.</param>
/// <param name="Digest">Of the package file, such as <c>SHA256:…</c>; empty if none is needed.</param>
public sealed partial record PackageChange(PackageChangeKind Kind, string Name, string From, string To, string Digest)
{
    private const string None = "-";

    /// <summary>The line in the journal and in the plan's digest: kind, name, from, to and digest.</summary>
    public string Line => $"{WordOf(Kind)} {Name} {Or(From)} {Or(To)} {Or(Digest)}";

    /// <summary>The change of a line; null for another text.</summary>
    public static PackageChange? Parse(string line) =>
        Form().Match(line) is { Success: true } match
            ? new(
                Enum.Parse<PackageChangeKind>(match.Groups["kind"].Value, ignoreCase: true),
                match.Groups["name"].Value,
                Read(match.Groups["from"].Value),
                Read(match.Groups["to"].Value),
                Read(match.Groups["digest"].Value)
            )
            : null;

    /// <summary>For people: name and versions.</summary>
    public override string ToString() =>
        Kind switch
        {
            PackageChangeKind.Upgrade => $"{Name} {From} → {To}",
            PackageChangeKind.Add => $"{Name} {To} is added",
            PackageChangeKind.Remove => $"{Name} {From} is removed",
            _ => throw new System.Diagnostics.UnreachableException($"No words for {Kind}."),
        };

    private static string WordOf(PackageChangeKind kind) =>
        kind switch
        {
            PackageChangeKind.Upgrade => "upgrade",
            PackageChangeKind.Add => "add",
            PackageChangeKind.Remove => "remove",
            _ => throw new System.Diagnostics.UnreachableException($"No word for {kind}."),
        };

    private static string Or(string text) => text.Length == 0 ? None : text;

    private static string Read(string text) => text == None ? "" : text;

    [GeneratedRegex(
        @"^(?<kind>upgrade|add|remove) (?<name>\S+) (?<from>\S+) (?<to>\S+) (?<digest>\S+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Form();
}
