namespace OlUpgrade.Spec.Runbooks;

public sealed class StageRefusalTests
{
    [Theory]
    [InlineData("hosts: [ol-dev]", "hosts: []", "13:28: `hosts` is empty: it needs at least one entry")]
    [InlineData("hosts: [ol-dev], ", "", "a stage needs the key `hosts`")]
    [InlineData("hosts: [ol-dev]", "hosts: ol-dev", "13:28: `hosts` must be a list")]
    [InlineData("hosts: [ol-dev]", "hosts: [ol-de]", "13:29: ol-de is not in the inventory; did you mean `ol-dev`?")]
    [InlineData(
        "hosts: [ol-dev]",
        "hosts: [\"ol-dev;reboot\"]",
        "`hosts` must be lowercase letters, digits and inner hyphens, with dots between, such as ol-web1 or "
            + "web1.example.org; it is \"ol-dev;reboot\""
    )]
    [InlineData("hosts: [ol-dev]", "hosts: [\"$(id)\"]", "`hosts` must be lowercase letters")]
    [InlineData("hosts: [ol-dev]", "hosts: [-ol-dev]", "`hosts` must be lowercase letters")]
    [InlineData("hosts: [ol-dev]", "hosts: [OL-DEV]", "`hosts` must be lowercase letters")]
    [InlineData(
        "hosts: [ol-dev]",
        "hosts: [ol-dev, ol-dev]",
        "13:37: ol-dev is already in the stage canary: a host is upgraded once"
    )]
    [InlineData(
        "hosts: [ol-web1, ol-web2]",
        "hosts: [ol-web1, ol-dev]",
        "14:35: ol-dev is already in the stage canary"
    )]
    [InlineData("limit: 1", "limit: 0", "`limit` must be a whole number from 1 to 2; it is \"0\"")]
    [InlineData("limit: 1", "limit: 3", "`limit` must be a whole number from 1 to 2; it is \"3\"")]
    [InlineData("soak: $soak", "soak: $soka", "`soak` refers to $soka, which is not a parameter; did you mean `soak`?")]
    [InlineData(
        "soak: $soak",
        "soak: $packages",
        "`soak` refers to $packages, which is text: give the parameter `type: duration`"
    )]
    [InlineData("soak: $soak", "soak: 5", "`soak` must be a duration such as 90s, 5m, 1h30m or 1d; it has no unit")]
    [InlineData(
        "soak: $soak",
        "soak: -5m",
        "`soak` must be a duration such as 90s, 5m, 1h30m or 1d; it cannot be negative"
    )]
    [InlineData("soak: $soak", "soak: 25h", "`soak` may be at most 1d; it is 1d1h")]
    [InlineData("soak: $soak", "soak: soon", "it is \"soon\"")]
    [InlineData("stage: web", "stage: Canary", "14:13: two stages are called Canary: rename one")]
    [InlineData("stage: web", "stage: survey", "the stage name survey is reserved")]
    [InlineData("stage: web", "stage: rollback", "the stage name rollback is reserved")]
    [InlineData("stage: web", "stage: rollback ol-web1", "the stage name rollback ol-web1 is reserved")]
    [InlineData("stage: web", "stage: Rollback 2 ol-web1", "the stage name Rollback 2 ol-web1 is reserved")]
    [InlineData("stage: web", "stage: Prepare", "the stage name Prepare is reserved")]
    [InlineData("stage: web", "stage: web/eu", "`stage` must be letters, digits, spaces and . _ + -")]
    [InlineData("stage: web", "stage: canary after soak", "a stage name may not end in \" soak\"")]
    [InlineData("stage: web, ", "", "a stage needs the key `stage`")]
    [InlineData("{needs: 2}", "{needs: 0}", "`needs` must be a whole number from 1 to 20")]
    [InlineData("{needs: 2}", "{expires: 10m}", "`remind` (30m) is longer than `expires` (10m)")]
    [InlineData("{needs: 2}", "true", "an approval must be a mapping")]
    [InlineData(
        "- {stage: canary, hosts: [ol-dev], soak: $soak, why: first}",
        "- canary",
        "13:5: a stage must be a mapping with the keys stage, hosts"
    )]
    public void A_wrong_stage_is_refused(string old, string changed, string problem) =>
        Assert.Contains(problem, Written.Problems(Written.With(old, changed)), StringComparison.Ordinal);

    [Fact]
    public void A_health_step_needs_hosts_with_health_questions() =>
        Assert.Contains(
            "a step checks health, but ol-dev has no health questions in "
                + "the inventory: an empty check would always pass",
            Refused(Written.Changed(Written.Hosts, ", olupgrade_health: [clock]", "")),
            StringComparison.Ordinal
        );

    [Fact]
    public void One_mistake_in_a_host_is_reported_once() =>
        Assert.Equal(
            "patches.yaml:13:29: ol-de is not in the inventory; did you mean `ol-dev`?",
            Written.Problems(Written.With("[ol-dev]", "[ol-de]"))
        );

    private static string Refused(string hosts)
    {
        var inventory = OlUpgrade.Hosts.InventoryParser.Parse("hosts.yaml", Written.Bytes(hosts)).Value!;
        var parsed = OlUpgrade.Runbooks.RunbookParser.Parse("patches.yaml", Written.Bytes(Written.Runbook), inventory);
        return string.Join('\n', parsed.Problems);
    }
}
