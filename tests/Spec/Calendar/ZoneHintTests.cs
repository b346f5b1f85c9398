using OlUpgrade.Calendar;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Calendar;

/// <summary>What is said of a time zone that this machine does not know.</summary>
public sealed class ZoneHintTests
{
    private static readonly string[] Known = ["UTC", "America/Los_Angeles", "Pacific/Honolulu"];

    [Theory]
    [InlineData("US/Pacific", "America/Los_Angeles")]
    [InlineData("us/hawaii", "Pacific/Honolulu")]
    [Finding("H39")]
    public void An_old_name_is_told_with_the_present_one_and_with_its_package(string name, string present) =>
        Assert.Equal(
            $"; this machine has only its present name: write `{present}`, or install the package tzdata-legacy",
            Zones.Hint(name, Known)
        );

    [Theory]
    [InlineData("Nowhere/Atall", "")]
    [InlineData("US/Alaska", "; names such as this may be in the package tzdata-legacy")]
    [InlineData("Los_Angeles", "; did you mean `America/Los_Angeles`?")]
    [Finding("H39")]
    public void Nothing_is_promised_of_other_names(string name, string hint) =>
        Assert.Equal(hint, Zones.Hint(name, Known));

    [Fact]
    [Finding("H39")]
    public void Without_any_zone_the_package_with_all_of_them_is_named() =>
        Assert.Equal(
            "; this machine has no time zone data: install the package tzdata",
            Zones.Hint("US/Pacific", ["UTC"])
        );
}
