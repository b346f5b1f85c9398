using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec;

/// <summary>
/// Each of the numbered faults that must be survived when it goes wrong is named by a test that holds it.
/// </summary>
public sealed partial class FaultsTests
{
    private static readonly int[] Must =
    [
        1,
        2,
        4,
        5,
        6,
        7,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        21,
        22,
        23,
        24,
    ];

    [Fact]
    public void Every_fault_that_must_be_survived_has_a_test_that_names_it()
    {
        var named = NumbersIn(Repository.Files("*.cs", "tests").Select(Repository.Read)).ToHashSet();
        Assert.Empty(Must.Except(named));
    }

    [Fact]
    public void Every_named_fault_is_in_the_list()
    {
        var list = Repository.Read("tests/README.md");
        Assert.All(NumbersIn(Repository.Files("*.cs", "tests").Select(Repository.Read)).Distinct(), number =>
            Assert.Contains($"| {number} |", list, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_number_that_no_attribute_names_is_missed()
    {
        string[] sources =
        [
            "    [Fault(3)]\n",
            "[Fault(5, 6)]\npublic",
            "// [Fault(7)]\n",
            "Assert.Equal(\"[Fault(8)]\", it);",
        ];
        Assert.Equal([3, 5, 6], NumbersIn(sources));
    }

    private static IEnumerable<int> NumbersIn(IEnumerable<string> sources) =>
        from source in sources
        from Match attribute in Attributes().Matches(source)
        from number in attribute.Groups["numbers"].Value.Split(',')
        select int.Parse(number, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^ *\[Fault\((?<numbers>[0-9]+(, [0-9]+)*)\)\]",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Attributes();
}
