using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Spec.Runbooks;

/// <summary>An <c>upgrade</c> step as people may write it, and what is refused.</summary>
public sealed class UpgradeRefusalTests
{
    private const string Settle = "{step: settle, wait: 5m}";
    private const string Keep = "{step: keep it, keep: [packages]}\n  - ";

    [Theory]
    [InlineData("upgrade: {packages: some}", "`packages` is `all`, `security`, a list of names, or $ and the name of")]
    [InlineData("upgrade: {packages: [Nginx]}", "Nginx is no name of a package, such as docker-ce")]
    [InlineData("upgrade: {packages: [-y]}", "-y is no name of a package")]
    [InlineData("upgrade: {packages: all, leave: [\"a b\"]}", "a b is no name of a package")]
    [InlineData("upgrade: {packages: [nginx], leave: [nginx]}", "nginx is to be upgraded and to be left")]
    [InlineData(
        "upgrade: {packages: $pakages}",
        "`packages` refers to $pakages, which is not a parameter; did you mean"
    )]
    [InlineData("upgrade: {packages: $soak}", "`packages` refers to $soak, which is a duration")]
    [InlineData("upgrade: {leave: [nginx]}", "needs the key `packages`")]
    [InlineData("upgrade: {packages: all, wait-for-lock: soon}", "`wait-for-lock` must be a duration")]
    [InlineData("upgrade: all", "`upgrade` must be a mapping")]
    [InlineData("upgrade: {packages: [nginx-]}", "nginx- is no name of a package")]
    [InlineData(
        "upgrade: {packages: all, wait-for-lock: 20m}",
        "half of the `timeout` (30m) could be spent on waiting for locks (20m)"
    )]
    public void What_cannot_be_understood_is_refused(string upgrade, string sentence) =>
        Assert.Contains(
            sentence,
            Written.Problems(Written.With(Settle, $"{Keep}{{step: upgrade it, {upgrade}, timeout: 30m}}")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_saved_versions_there_is_no_way_back_and_so_no_upgrade() =>
        Assert.Contains(
            "25:5: no earlier step saves the installed versions, which a rollback installs again",
            Written.Problems(Written.With(Settle, "{step: upgrade it, upgrade: {packages: all}, timeout: 30m}")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_second_upgrade_is_refused() =>
        Assert.Contains(
            "packages are upgraded once, but this is the second `upgrade`",
            Written.Problems(
                Written.With(
                    Settle,
                    $"{Keep}{{step: one, upgrade: {{packages: all}}, timeout: 30m}}\n"
                        + "  - {step: two, upgrade: {packages: all}, timeout: 30m}"
                )
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("", "all")]
    [InlineData("security", "security")]
    [InlineData(" nginx  openssl ", "nginx  openssl")]
    public void A_parameter_is_replaced_by_its_value(string value, string wanted) =>
        Assert.Equal(wanted, new PackageSelection("$packages", []).With(Facts.Empty.Add("packages", value)).Wanted);

    [Theory]
    [InlineData("nginx --force", "--force is no name of a package; write all, security, or names")]
    [InlineData("nginx;reboot", "nginx;reboot is no name of a package")]
    public void A_value_that_is_no_name_is_refused(string value, string sentence) =>
        Assert.Contains(sentence, PackageSelection.Refusal(value), StringComparison.Ordinal);

    [Fact]
    public void Announced_packages_are_part_of_the_digest_and_no_targets_change_nothing()
    {
        var plan = Planner.Make(Written.Good(Written.Runbook), Written.Inventory, Facts.Empty, []).Plan!;
        var none = new Dictionary<string, Facts>();
        var before = PlanDigest.Of(plan, none, Facts.Empty);
        Assert.Equal(before, PlanDigest.Of(plan, none, Facts.Empty, Facts.Empty));
        Assert.NotEqual(before, PlanDigest.Of(plan, none, Facts.Empty, Facts.Empty.Add("ol-dev", "upgrade a 1 2 -")));
    }
}
