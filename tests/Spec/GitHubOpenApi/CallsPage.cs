using System.Text.RegularExpressions;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>The table "Calls" of docs/wire/github.md.</summary>
internal static partial class CallsPage
{
    /// <summary>
    /// Each row as a request with placeholders for its values, and the fields of query and body that it names.
    /// </summary>
    public static IReadOnlyList<(SentRequest Call, IReadOnlySet<string> Fields)> Rows()
    {
        var page = Repository.Read("docs/wire/github.md");
        var table = page.Split("\n## Calls\n")[1].Split("\n## ")[0];
        return
        [
            .. table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(Row),
        ];
    }

    private static (SentRequest Call, IReadOnlySet<string> Fields) Row(string line)
    {
        var row = RowPattern().Match(line);
        Assert.True(row.Success, $"This is not a call: {line}");
        var fields = FieldPattern().Matches(row.Groups["fields"].Value).Select(field => field.Groups["name"].Value);
        var call = new SentRequest(
            row.Groups["method"].Value,
            row.Groups["path"].Value,
            new Dictionary<string, string>(),
            ""
        );
        return (call, fields.ToHashSet());
    }

    [GeneratedRegex(@"^\| `(?<method>[A-Z]+) (?<path>/\S*)`[^|]* \|(?<fields>[^|]*)\|", RegexOptions.None, 1_000)]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"`(?<name>\w+)[^`]*`", RegexOptions.None, 1_000)]
    private static partial Regex FieldPattern();
}
