using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Finds every shell script in the text of a runbook or an inventory, however deep it stands.</summary>
public static class WrittenScripts
{
    private static readonly ImmutableHashSet<string> Keys =
    [
        "run",
        "probe",
        "undo",
        "drain",
        "return",
        "command",
        "olupgrade_bring_up",
    ];

    /// <summary>In the order of the file; none in a file that is not YAML.</summary>
    public static ImmutableArray<WrittenScript> In(ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemList("");
        if (YamlDocument.Read(bytes, problems) is not { } document)
            return [];
        var lines = document.Text.Split('\n');
        var seen = new HashSet<YamlNode>();
        return [.. EntriesIn(document.Root, seen).Where(IsScript).Select(entry => ScriptOf(entry, lines))];
    }

    /// <summary>Every entry of every mapping. An aliased part counts once.</summary>
    private static IEnumerable<YamlNode.Entry> EntriesIn(YamlNode node, HashSet<YamlNode> seen)
    {
        if (!seen.Add(node))
            return [];
        return node switch
        {
            YamlNode.Mapping mapping => mapping.Entries.SelectMany(entry =>
                entry.Value is YamlNode.Scalar
                    ? seen.Add(entry.Value)
                        ? [entry]
                        : []
                    : EntriesIn(entry.Value, seen)
            ),
            YamlNode.List list => list.Items.SelectMany(item => EntriesIn(item, seen)),
            _ => [],
        };
    }

    private static bool IsScript(YamlNode.Entry entry) => Keys.Contains(entry.Key) && entry.Value is YamlNode.Scalar;

    private static WrittenScript ScriptOf(YamlNode.Entry entry, string[] lines)
    {
        var scalar = (YamlNode.Scalar)entry.Value;
        ImmutableArray<(int, int)> places = scalar.Literal
            ?
            [
                .. scalar
                    .Text.TrimEnd('\n')
                    .Split('\n')
                    .Select((_, index) => scalar.At.Line + 1 + index)
                    .Select(line => (line, ColumnIn(lines.ElementAtOrDefault(line - 1) ?? ""))),
            ]
            : [(scalar.At.Line, scalar.At.Column)];
        return new(entry.Key, scalar.Text, places);
    }

    private static int ColumnIn(string line) => line.TakeWhile(character => character == ' ').Count() + 1;
}
