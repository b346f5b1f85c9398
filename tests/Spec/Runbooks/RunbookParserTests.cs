using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Runbooks;

public sealed class RunbookParserTests
{
    private static readonly Runbook Runbook = Written.Good(Written.Runbook);

    [Fact]
    public void The_head_is_read()
    {
        Assert.Equal(("patches", "Patches, host by host"), (Runbook.Name, Runbook.Title));
        Assert.Equal("internetarchive/openlibrary", Runbook.Issue!.Repository);
        Assert.Equal(["Affects: Operations"], Runbook.Issue!.Labels);
        Assert.Equal("production", Runbook.RollbackBranch!.From);
        Assert.Equal(new("#openlibrary", "+1", 1, TimeSpan.FromMinutes(30), TimeSpan.FromHours(8)), Runbook.Approval);
    }

    [Fact]
    public void The_source_and_its_digest_are_kept()
    {
        Assert.Equal(Written.Runbook, Runbook.Source);
        Assert.Equal(Digest.Of(Written.Runbook), Runbook.Digest);
    }

    [Fact]
    public void Parameters_are_read_in_order() =>
        Assert.Equal(
            [
                new Parameter("packages", "what to upgrade", "", "[a-z ]*"),
                new Parameter("soak", "quiet time", "5m", null, ParameterType.Duration),
            ],
            Runbook.Parameters
        );

    [Fact]
    public void A_stage_takes_its_soak_from_a_parameter()
    {
        var canary = Runbook.Stages[0];
        Assert.Equal(["ol-dev"], canary.Hosts);
        Assert.Equal(DurationSetting.From("soak"), canary.Soak);
        Assert.Equal("first", canary.Why);
        Assert.Null(canary.Approval);
    }

    [Fact]
    public void A_stage_has_no_soak_and_a_limit_of_one_by_default()
    {
        var stage = Written.Good(Written.With(", limit: 1", "")).Stages[1];
        Assert.Equal((1, DurationSetting.None), (stage.Limit, stage.Soak));
    }

    [Fact]
    public void A_stages_approval_overrides_single_keys() =>
        Assert.Equal(Runbook.Approval with { Needs = 2 }, Runbook.Stages[1].Approval);

    [Fact]
    public void A_stages_empty_approval_inherits_everything() =>
        Assert.Equal(Runbook.Approval, Written.Good(Written.With("{needs: 2}", "{}")).Stages[1].Approval);

    [Fact]
    public void An_approval_has_defaults_for_everything_but_the_channel() =>
        Assert.Equal(
            new("C0123456789", "+1", 1, TimeSpan.FromMinutes(30), TimeSpan.FromHours(8)),
            Written
                .Good(
                    Written.With(
                        "\"#openlibrary\", reaction: \"+1\", needs: 1, remind: 30m, expires: 8h",
                        "C0123456789"
                    )
                )
                .Approval
        );

    [Fact]
    public void Steps_are_read_with_their_work_and_their_limits()
    {
        var run = new Work.Run("apt-get install -- $packages", "exit 1", "exit 0");
        Assert.Equal(new("upgrade", run, TimeSpan.FromMinutes(30), new(2, TimeSpan.FromSeconds(30))), Runbook.Steps[0]);
        Assert.Equal(["packages", "kernel"], Assert.IsType<Work.Capture>(Runbook.Steps[1].Work).What);
        Assert.Equal(
            new("reboot", new Work.Reboot(TimeSpan.FromSeconds(60)), TimeSpan.FromMinutes(10), RetryRule.Never),
            Runbook.Steps[2]
        );
        Assert.Equal(
            new("settle", new Work.Wait(TimeSpan.FromMinutes(5)), TimeSpan.FromMinutes(6), RetryRule.Never),
            Runbook.Steps[4]
        );
        Assert.Equal(new Work.Health(3, TimeSpan.FromSeconds(5)), Runbook.Steps[5].Work);
    }

    [Fact]
    public void Capture_and_containers_have_their_own_default_timeouts()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), Runbook.Steps[1].Timeout);
        Assert.Equal(TimeSpan.FromMinutes(10), Runbook.Steps[3].Timeout);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_read()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Written.Bytes(Written.Runbook.ReplaceLineEndings("\r\n"))];
        var parsed = RunbookParser.Parse("patches.yaml", bytes, Written.Inventory);
        Assert.Empty(parsed.Problems);
        Assert.Equal("Patches, host by host", parsed.Value!.Title);
    }

    [Fact]
    public void A_few_aliases_are_fine()
    {
        var anchored = Written.With("timeout: 30m", "timeout: &long 30m");
        var runbook = Written.Good(Written.Changed(anchored, "delay: 30s", "delay: *long"));
        Assert.Equal(TimeSpan.FromMinutes(30), runbook.Steps[0].Retry.Delay);
    }

    [Fact]
    public void All_problems_are_reported_at_once_in_the_order_of_the_file()
    {
        var text = Written
            .With("title: Patches, host by host", "titel: Patches")
            .Replace("needs: 1", "needs: 0", StringComparison.Ordinal)
            .Replace("timeout: 30m", "timeout: 30", StringComparison.Ordinal);
        var lines = Written.Problems(text).Split('\n');
        Assert.Equal(
            ["patches.yaml:1:1", "patches.yaml:2:1", "patches.yaml:11:60", "patches.yaml:18:14"],
            lines.Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)])
        );
    }
}
