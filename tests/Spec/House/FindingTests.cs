using System.Reflection;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House;

/// <summary>What a review found and was mended has a test that names it, and keeps it.</summary>
public sealed class FindingTests
{
    private static readonly IReadOnlyList<string> Mended =
    [
        .. Enumerable.Range(1, 26).Select(number => $"A{number}"),
        "G5",
        .. Enumerable.Range(1, 10).Select(number => $"H{number}"),
        "H7b",
        "H40",
        "S1",
        "S2",
        "S8",
        "S10",
        "S13",
        // True on real machines: boot, packages, health.
        "H11",
        "H12",
        "H13",
        "H14",
        "H15",
        "H16",
        "H17",
        "H18",
        "H19",
        "H20",
        "H21",
        "H22",
        "H23",
        "H24",
        "H25",
        "H26",
        "H27",
        "H28",
        "H29",
        "H30",
        "H31",
        "H32",
        "H33",
        "H34",
        "H35",
        "H36",
        "H37",
        "H38",
        "H39",
    ];

    [Fact]
    public void Every_finding_that_was_mended_has_a_test() => Assert.Empty(Mended.Except(Named()));

    [Fact]
    public void No_test_names_a_finding_that_there_is_not() => Assert.Empty(Named().Except(Mended));

    private static IEnumerable<string> Named() =>
        typeof(FindingTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Cast<MemberInfo>().Append(type))
            .SelectMany(member => member.GetCustomAttributes<FindingAttribute>())
            .Select(finding => finding.Id)
            .Distinct();
}
