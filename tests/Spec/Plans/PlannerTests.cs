using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Plans;

public sealed class PlannerTests
{
    private static readonly Runbook Runbook = Written.Good(Written.Runbook);

    [Fact]
    public void The_stages_come_in_order_after_the_built_in_ones() =>
        Assert.Equal(
            [
                ("open", StageKind.Open),
                ("survey", StageKind.Survey),
                ("way-back", StageKind.Survey),
                ("announce", StageKind.Announce),
                ("prepare", StageKind.Prepare),
                ("canary", StageKind.Upgrade),
                ("canary soak", StageKind.Soak),
                ("canary after soak", StageKind.Soak),
                ("web", StageKind.Upgrade),
            ],
            Planned().Stages.Select(stage => (stage.Name, stage.Kind))
        );

    [Fact]
    public void Nothing_is_prepared_without_a_rollback_branch()
    {
        var plan = Planned(Runbook with { RollbackBranch = null });
        Assert.DoesNotContain(plan.Stages, stage => stage.Name == ReservedNames.CommitsStage);
        Assert.Equal(["confirm approval"], plan.Stage(ReservedNames.PrepareStage).Steps.Select(step => step.Name));
        Assert.Equal(Runbook.Approval, plan.Stage(ReservedNames.PrepareStage).Gate);
    }

    [Fact]
    public void A_host_is_taken_before_the_runbooks_steps_and_released_after_them() =>
        Assert.Equal(
            ["take host", "upgrade", "note", "reboot", "containers", "settle", "health", "release host"],
            Planned().Stage("canary").Steps.Select(step => step.Name)
        );

    [Fact]
    public void A_stage_keeps_its_gate_limit_and_reason()
    {
        var plan = Planned();
        Assert.Equal((1, 2), (plan.Stage("web").Limit, plan.Stage("web").Gate!.Needs));
        Assert.Equal(("first", null), (plan.Stage("canary").Why, plan.Stage("canary").Gate));
    }

    [Fact]
    public void A_soak_is_a_wait_of_the_run_itself()
    {
        var soak = Planned().Stage("canary soak");
        Assert.Empty(soak.Hosts);
        var wait = new Work.Wait(TimeSpan.FromMinutes(5));
        Assert.Equal([new("soak", wait, TimeSpan.FromMinutes(6), RetryRule.Never)], soak.Steps);
    }

    [Fact]
    public void Health_is_checked_again_after_a_soak()
    {
        var after = Planned().Stage("canary after soak");
        Assert.Equal(["ol-dev"], after.Hosts);
        var health = Runbook.Steps[^1];
        Assert.Equal([new("still healthy", health.Work, health.Timeout, health.Retry)], after.Steps);
    }

    [Fact]
    public void The_last_stage_may_soak_too()
    {
        var soaked = Written.Good(Written.With("limit: 1", "limit: 1, soak: 1h"));
        Assert.Equal("web after soak", Planned(soaked).Stages[^1].Name);
    }

    [Fact]
    public void Without_a_health_step_a_soak_is_only_quiet_time()
    {
        var withoutHealth = Runbook with { Steps = Runbook.Steps.RemoveAt(5) };
        Assert.DoesNotContain(Planned(withoutHealth).Stages, stage => stage.Name == "canary after soak");
    }

    [Fact]
    public void A_soak_of_zero_adds_no_stage() =>
        Assert.DoesNotContain(Planned(("soak", "0s")).Stages, stage => stage.Kind == StageKind.Soak);

    [Fact]
    public void No_two_stages_share_a_name()
    {
        var stages = Planned(Written.Good(Written.With("limit: 1", "soak: 1s"))).Stages;
        Assert.Equal(stages.Length, stages.Select(stage => stage.Name).Distinct().Count());
    }

    [Fact]
    public void Parameters_are_filled_from_the_given_values_and_the_defaults()
    {
        var plan = Planned(("packages", "openssl zlib"));
        Assert.Equal(("openssl zlib", "5m"), (plan.Parameters["packages"], plan.Parameters["soak"]));
    }

    [Fact]
    public void The_hosts_of_no_stage_are_not_covered()
    {
        Assert.Equal(["ol-spare"], Planned().NotCovered);
        Assert.Equal(["ol-dev", "ol-web1", "ol-web2"], Planned().Hosts.Select(host => host.Name));
    }

    [Fact]
    [Finding("H28")]
    public void A_host_that_depends_on_one_of_the_plan_is_known_to_it()
    {
        var hosts = Written.Inventory with
        {
            Hosts =
            [
                .. Written.Inventory.Hosts.Select(host =>
                    host.Name == "ol-dev" ? host with { Depends = ["ol-web2"] } : host
                ),
            ],
        };
        var plan = Planner.Make(Runbook, hosts, Facts.Empty, ["ol-web2"]).Plan!;
        Assert.Equal(["ol-dev", "ol-web1", "ol-spare"], plan.Peers.Select(host => host.Name));
        Assert.Equal(["ol-dev"], plan.DependentsOf("ol-web2").Select(host => host.Name));
        Assert.Empty(plan.DependentsOf("ol-web1"));
        Assert.DoesNotContain(Planned().Peers, host => host.Name == "ol-dev");
    }

    [Fact]
    public void A_plan_for_some_hosts_keeps_the_order_and_drops_empty_stages()
    {
        var plan = Planner.Make(Runbook, Written.Inventory, Facts.Empty, ["ol-web2", "ol-web2"]).Plan!;
        Assert.Equal(["ol-web2"], plan.Hosts.Select(host => host.Name));
        Assert.Equal(["web"], plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade).Select(stage => stage.Name));
        Assert.Equal(["ol-web2"], plan.Stage(ReservedNames.SurveyStage).Hosts);
        Assert.Equal(["ol-spare"], plan.NotCovered);
        var both = Planner.Make(Runbook, Written.Inventory, Facts.Empty, ["ol-web2", "ol-dev"]).Plan!;
        Assert.Equal(["ol-dev", "ol-web2"], both.Hosts.Select(host => host.Name));
    }

    [Fact]
    public void The_limit_is_at_most_the_number_of_remaining_hosts()
    {
        var wide = Written.Good(Written.With("limit: 1", "limit: 2"));
        Assert.Equal(1, Planner.Make(wide, Written.Inventory, Facts.Empty, ["ol-web2"]).Plan!.Stage("web").Limit);
    }

    [Theory]
    [InlineData("packges", "x", "patches has no parameter `packges`; did you mean `packages`?; it has packages, soak")]
    [InlineData("packages", "rm;-rf", "`packages` must match the pattern [a-z ]*; it is \"rm;-rf\"")]
    [InlineData("packages", "a\nb", "`packages` must be one line without control characters")]
    [InlineData("packages", "a\n", "`packages` must be one line without control characters")]
    [InlineData("packages", "a\u202Eb", "`packages` must be one line without control characters")]
    [InlineData("soak", "5", "`soak` must be a duration such as 90s, 5m, 1h30m or 1d; it has no unit")]
    [InlineData("soak", "2d", "`soak` may be at most 1d; it is 2d")]
    [InlineData("soak", "", "`soak` must be a duration")]
    public void A_wrong_parameter_is_refused(string name, string value, string refusal) =>
        Assert.Contains(refusal, Assert.Single(Refused(Facts.Empty.Add(name, value))), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Equal(
            ["`packages` must be one line without control characters"],
            Refused(Facts.Empty.Add("packages", "\uD800"))
        );

    [Fact]
    public void A_parameter_without_default_must_be_given()
    {
        var demanding = Written.Good(Written.With("    default: \"\"\n", ""));
        var answer = Planner.Make(demanding, Written.Inventory, Facts.Empty, []);
        Assert.Equal(["the parameter `packages` (what to upgrade) has no default: give it a value"], answer.Refusals);
        Assert.Null(answer.Plan);
    }

    [Fact]
    public void All_refusals_are_reported_at_once() =>
        Assert.Equal(
            [
                "patches has no parameter `color`; it has packages, soak",
                "the host ol-web3 is not in the inventory; did you mean `ol-web1`?",
                "no stage of patches names the host ol-spare",
            ],
            Refused(Facts.Empty.Add("color", "blue"), "ol-web3", "ol-spare")
        );

    [Fact]
    public void A_host_that_left_the_inventory_is_refused()
    {
        var smaller = Written.Inventory with { Hosts = Written.Inventory.Hosts.RemoveAt(0) };
        Assert.Equal(
            ["the stage canary names ol-dev, which is no longer in the inventory"],
            Planner.Make(Runbook, smaller, Facts.Empty, []).Refusals
        );
    }

    private static Plan Planned(params (string Name, string Value)[] given) => Planned(Runbook, given);

    private static Plan Planned(Runbook runbook, params (string Name, string Value)[] given)
    {
        var facts = given.Aggregate(Facts.Empty, (facts, fact) => facts.Add(fact.Name, fact.Value));
        var answer = Planner.Make(runbook, Written.Inventory, facts, []);
        Assert.Empty(answer.Refusals);
        return answer.Plan!;
    }

    private static string[] Refused(Facts given, params string[] only) =>
        [.. Planner.Make(Runbook, Written.Inventory, given, [.. only]).Refusals];
}
