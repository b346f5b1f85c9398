using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Yaml;

public sealed class MutationTests
{
    private const int Rounds = 1500;

    private static readonly string[] Fragments =
    [
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "\n",
        "\t",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "|\n",
        ">",
        "#",
        "%",
        "---\n",
        "...\n",
        "? ",
        "~",
        "no",
        "0",
        "-1",
        "99999999999",
        "$",
        "\\",
        "\u0000",
        "\u202E",
        "ß",
        "\uD83D\uDE00",
        "é",
        " ",
        "  ",
        "@",
        "`",
        ",",
        "\"\\U00110000\"",
        "\r",
        "5m",
        "null",
    ];

    [Fact]
    public void A_corrupted_runbook_gives_a_value_or_problems_and_never_throws()
    {
        foreach (var bytes in Corrupted(Written.Runbook, seed: 1))
            AssertValueOrProblems(RunbookParser.Parse("patches.yaml", bytes, Written.Inventory));
    }

    [Fact]
    public void A_corrupted_example_gives_a_value_or_problems_and_never_throws()
    {
        foreach (var bytes in Corrupted(Example.Text, seed: 2))
            AssertValueOrProblems(RunbookParser.Parse("example.yaml", bytes, Written.Inventory));
    }

    [Fact]
    public void A_corrupted_inventory_gives_a_value_or_problems_and_never_throws()
    {
        foreach (var bytes in Corrupted(Written.Hosts, seed: 3))
            AssertValueOrProblems(InventoryParser.Parse("hosts.yaml", bytes));
    }

    private static IEnumerable<byte[]> Corrupted(string text, int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Written.Bytes(text).ToList();
            for (var changes = chance.Next(1, 4); changes > 0; changes--)
                Corrupt(bytes, chance);
            yield return [.. bytes];
        }
    }

    private static void Corrupt(List<byte> bytes, Random chance)
    {
        var from = chance.Next(bytes.Count);
        var length = chance.Next(Math.Min(40, bytes.Count - from));
        switch (chance.Next(5))
        {
            case 0:
                bytes.RemoveRange(from, length);
                break;
            case 1:
                bytes.InsertRange(chance.Next(bytes.Count), bytes.GetRange(from, length));
                break;
            case 2:
                bytes[from] = (byte)chance.Next(256);
                break;
            case 3 when from > 0:
                bytes.RemoveRange(from, bytes.Count - from);
                break;
            default:
                bytes.InsertRange(from, Written.Bytes(Fragments[chance.Next(Fragments.Length)]));
                break;
        }
    }

    private static void AssertValueOrProblems<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Equal(parsed.Value is null, parsed.Problems.Length > 0);
        Assert.All(parsed.Problems, problem => Assert.True(problem.Line > 0 && problem.Column > 0));
        Assert.All(parsed.Problems, problem => Assert.DoesNotContain(problem.Sentence, char.IsControl));
        Assert.Distinct(parsed.Problems);
    }
}
