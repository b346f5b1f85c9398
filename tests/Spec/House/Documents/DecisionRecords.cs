using System.Globalization;
using System.Text.RegularExpressions;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>
/// The records of decisions are numbered without a gap, begin with <c># NNNN. Title</c>, <c>Date: YYYY-MM-DD</c> and
/// <c>Status: accepted</c> (or <c>superseded by NNNN</c>), and stand in the index with their title.
/// </summary>
internal static partial class DecisionRecords
{
    public const string Folder = "docs/decisions";
    public const string Index = $"{Folder}/README.md";

    public static IReadOnlyList<Violation> Violations(IReadOnlyCollection<MarkdownFile> pages)
    {
        var index = pages.FirstOrDefault(page => page.Path == Index);
        var records = pages.Where(page => page.Folder == Folder && page.Path != Index).ToList();
        return
        [
            .. index is null
                ? [Violation.In(Index, 0, "the index of the decisions is missing; list each record with its title")]
                : Array.Empty<Violation>(),
            .. Numbers(records),
            .. records.SelectMany(Head),
            .. records.SelectMany(record => InIndex(record, index)),
        ];
    }

    private static IEnumerable<Violation> Numbers(IReadOnlyList<MarkdownFile> records) =>
        records
            .OrderBy(record => record.Path, StringComparer.Ordinal)
            .Select((record, at) => (record, Expected: (at + 1).ToString("D4", CultureInfo.InvariantCulture)))
            .Where(one => NumberOf(one.record) != one.Expected)
            .Take(1)
            .Select(one =>
                Violation.In(
                    one.record.Path,
                    0,
                    $"the next number is {one.Expected}; each number is given once, without a gap"
                )
            );

    private static IEnumerable<Violation> Head(MarkdownFile record)
    {
        var lines = record.Lines.Where(line => line.Length > 0).Take(3).Concat(["", "", ""]).ToArray();
        if (!Title().IsMatch(lines[0]) || !lines[0].StartsWith($"# {NumberOf(record)}. ", StringComparison.Ordinal))
            yield return Violation.In(record.Path, 1, $"begin with \"# {NumberOf(record)}. \" and the title");
        if (!Date().IsMatch(lines[1]))
            yield return Violation.In(record.Path, 1, "after the title comes \"Date: YYYY-MM-DD\"");
        if (!Status().IsMatch(lines[2]))
            yield return Violation.In(
                record.Path,
                1,
                "after the date comes \"Status: accepted\" or \"Status: superseded by NNNN\""
            );
    }

    private static IEnumerable<Violation> InIndex(MarkdownFile record, MarkdownFile? index)
    {
        var name = record.Path[(Folder.Length + 1)..];
        var title = Title().Match(record.Lines[0]).Groups["title"].Value;
        var isListed =
            index?.Lines.Any(line =>
                line.Contains($"({name})", StringComparison.Ordinal) && line.Contains(title, StringComparison.Ordinal)
            ) == true;
        return isListed
            ? []
            :
            [
                Violation.In(
                    record.Path,
                    1,
                    $"{Index} does not list it as \"{title}\"; add a row with its link and title"
                ),
            ];
    }

    private static string NumberOf(MarkdownFile record) => record.Path[(Folder.Length + 1)..].Split('-')[0];

    [GeneratedRegex(@"^# \d{4}\. (?<title>\S.*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();

    [GeneratedRegex(@"^Date: \d{4}-\d{2}-\d{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"^Status: (?:accepted|superseded by \d{4})$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();
}
