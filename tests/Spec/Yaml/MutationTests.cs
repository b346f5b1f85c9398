using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Yaml;

public sealed class MutationTests
{
    private const int Rounds = 1500;

    private static readonly string[] Bits =
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
    public void A_spoiled_runbook_gives_a_value_or_problems_and_never_throws()
    {
        foreach (var bytes in Spoiled(Written.Runbook, seed: 1))
            AssertJudged(RunbookParser.Parse("patches.yaml", bytes, Written.Inventory));
    }

    [Fact]
    public void A_spoiled_example_gives_a_value_or_problems_and_never_throws()
    {
        foreach (var bytes in Spoiled(Example.Text, seed: 2))
            AssertJudged(RunbookParser.Parse("example.yaml", bytes, Written.Inventory));
    }

    [Fact]
    public void A_spoiled_inventory_gives_a_value_or_problems_and_never_throws()
    {
        foreach (var bytes in Spoiled(Written.Hosts, seed: 3))
            AssertJudged(InventoryParser.Parse("hosts.yaml", bytes));
    }

    private static IEnumerable<byte[]> Spoiled(string text, int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Written.Bytes(text).ToList();
            for (var spoilt = chance.Next(1, 4); spoilt > 0; spoilt--)
                Spoil(bytes, chance);
            yield return [.. bytes];
        }
    }

    private static void Spoil(List<byte> bytes, Random chance)
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
                bytes.InsertRange(from, Written.Bytes(Bits[chance.Next(Bits.Length)]));
                break;
        }
    }

    private static void AssertJudged<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Equal(parsed.Value is null, parsed.Problems.Length > 0);
        Assert.All(parsed.Problems, problem => Assert.True(problem.Line > 0 && problem.Column > 0));
        Assert.All(parsed.Problems, problem => Assert.DoesNotContain(problem.Sentence, char.IsControl));
        Assert.Distinct(parsed.Problems);
    }
}
