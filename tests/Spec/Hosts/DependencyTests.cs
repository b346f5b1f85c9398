using OlUpgrade.Hosts;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosts;

/// <summary>Which hosts need which, as the inventory says it.</summary>
[Finding("H28")]
public sealed class DependencyTests
{
    private const string Text = """
        all:
          vars: {ansible_user: deploy}
          hosts:
            ol-www0:
            ol-home: {olupgrade_depends: [ol-www0]}
            ol-dev:

        """;

    [Fact]
    public void A_host_names_those_that_it_needs()
    {
        var hosts = InventoryParser.Parse("hosts.yaml", Written.Bytes(Text)).Value!;
        Assert.Equal(["ol-www0"], hosts.Find("ol-home")!.Depends);
        Assert.Empty(hosts.Find("ol-www0")!.Depends);
    }

    [Theory]
    [InlineData(
        "[ol-www0]",
        "[ol-www]",
        "hosts.yaml:5:34: ol-home depends on ol-www, which is not in the inventory; did you mean `ol-www0`?"
    )]
    [InlineData(
        "[ol-www0]",
        "[ol-home]",
        "hosts.yaml:5:34: ol-home depends on itself: remove it from olupgrade_depends"
    )]
    [InlineData(
        "ol-www0:",
        "ol-www0: {olupgrade_depends: [ol-home]}",
        "hosts.yaml:4:34: ol-www0 depends on itself through ol-home: remove one of them"
    )]
    [InlineData("ol-www0:\n", "ol-www0: {olupgrade_depends: [ol-dev]}\n    ol-x: {olupgrade_depends: [ol-www0]}\n", "")]
    [InlineData("[ol-www0]", "ol-www0", "hosts.yaml:5:34: `olupgrade_depends` must be a list")]
    [InlineData("[ol-www0]", "[\"OL WWW\"]", "`olupgrade_depends` must be lowercase letters")]
    [InlineData("[ol-www0]", "[ol-www0, ol-www0]", "`olupgrade_depends` names ol-www0 twice")]
    public void A_name_that_cannot_be_meant_is_refused_with_its_place(string old, string changed, string problem)
    {
        var parsed = InventoryParser.Parse("hosts.yaml", Written.Bytes(Written.Changed(Text, old, changed)));
        Assert.Equal(problem.Length > 0, parsed.Value is null);
        Assert.Contains(problem, string.Join('\n', parsed.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_back_through_two_hosts_is_refused_too()
    {
        var text = Written.Changed(
            Written.Changed(Text, "ol-www0:\n", "ol-www0: {olupgrade_depends: [ol-dev]}\n"),
            "ol-dev:\n",
            "ol-dev: {olupgrade_depends: [ol-home]}\n"
        );
        Assert.Contains(
            "hosts.yaml:5:34: ol-home depends on itself through ol-www0 and ol-dev: remove one of them",
            string.Join('\n', InventoryParser.Parse("hosts.yaml", Written.Bytes(text)).Problems),
            StringComparison.Ordinal
        );
    }
}
