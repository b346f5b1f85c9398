using System.Globalization;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House;

/// <summary>
/// How often each rule is still broken, by file or type, in <c>ratchet.txt</c>. A new violation fails. A violation
/// that is gone fails too until the number is lowered: otherwise it could come back unseen.
/// </summary>
internal static class Ratchet
{
    private const string File = "tests/Spec/House/ratchet.txt";

    private const string Head = """
        # The rules of the house that are not kept everywhere yet, and how often. The numbers only ever go down.
        # OLUPGRADE_ACCEPT=1 rewrites them; see tests/README.md.
        """;

    /// <summary>Fails if a rule is broken more often than the file allows, or less often.</summary>
    /// <param name="rule">The name of the rule's class.</param>
    public static void Holds(string rule, IReadOnlyCollection<Violation> violations)
    {
        var text = Repository.Read(File);
        if (Agreement.IsRewritten)
            System.IO.File.WriteAllText(Repository.Path(File), Accepted(text, rule, violations));
        else
            Agreement.None(Complaints(text, rule, violations));
    }

    /// <summary>Each violation beyond the number that is allowed, and each number that is too high.</summary>
    public static IReadOnlyList<string> Complaints(string text, string rule, IReadOnlyCollection<Violation> violations)
    {
        var allowed = Read(text).GetValueOrDefault(rule) ?? [];
        var found = violations.ToLookup(one => one.Key);
        var more = found
            .Where(group => group.Count() > allowed.GetValueOrDefault(group.Key))
            .SelectMany(group => group.Select(one => one.ToString()));
        var fewer = allowed
            .Where(entry => found[entry.Key].Count() < entry.Value)
            .Select(entry =>
                $"{File}: {rule} allows {entry.Value} in {entry.Key}, found {found[entry.Key].Count()}; lower it"
            );
        return [.. more, .. fewer];
    }

    /// <summary>The file with the numbers of this rule as they are now.</summary>
    public static string Accepted(string text, string rule, IReadOnlyCollection<Violation> violations)
    {
        var rules = Read(text);
        rules[rule] = new(violations.CountBy(one => one.Key).ToDictionary(), StringComparer.Ordinal);
        var sections = rules
            .Where(section => section.Value.Count > 0)
            .Select(section =>
                $"\n[{section.Key}]\n{string.Concat(section.Value.Select(entry => $"{entry.Key}: {entry.Value}\n"))}"
            );
        return $"{Head}\n{string.Concat(sections)}";
    }

    private static SortedDictionary<string, SortedDictionary<string, int>> Read(string text)
    {
        var rules = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        var entries = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line is ['[', .. var rule, ']'])
                rules[rule] = entries = new(StringComparer.Ordinal);
            else if (line.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var at)
                entries[line[..at]] = int.Parse(line[(at + 2)..], CultureInfo.InvariantCulture);
        }

        return rules;
    }
}
