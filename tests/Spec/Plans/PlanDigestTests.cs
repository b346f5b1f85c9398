using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Plans;

public sealed class PlanDigestTests
{
    private const string Hosts = """
        all:
          vars: {ansible_user: deploy}
          hosts:
            jump:
            ol-dev: {olupgrade_containers: [web-1], olupgrade_bring_up: up, olupgrade_health: [clock]}
            ol-web1: {olupgrade_health: [clock]}
            ol-web2: {olupgrade_health: [clock]}

        """;

    private static readonly Plan Plan = Make();
    private static readonly ImmutableDictionary<string, Facts> Surveyed = Plan.Hosts.ToImmutableDictionary(
        host => host.Name,
        host => Facts.Empty.Add("machine-id", $"id-of-{host.Name}").Add("free-disk", "10 GiB")
    );

    private static readonly Facts Commits = Facts.Empty.Add("internetarchive/openlibrary", "7da8c75ae5");

    /// <summary>Every member that the digest covers, by name, with one change to it.</summary>
    private static readonly Dictionary<string, Func<Plan, Plan>> Changes = new()
    {
        ["Plan.Runbook"] = plan => plan with { Runbook = "other" },
        ["Plan.Title"] = plan => plan with { Title = "other" },
        ["Plan.RunbookDigest"] = plan => plan with { RunbookDigest = Digest.Of("other") },
        ["Plan.Parameters"] = plan => plan with { Parameters = plan.Parameters.SetItem("packages", "openssl") },
        ["Plan.Issue"] = plan => plan with { Issue = plan.Issue! with { Repository = "a/b" } },
        ["Plan.RollbackBranch"] = plan => plan with { RollbackBranch = plan.RollbackBranch! with { From = "master" } },
        ["Plan.Approval"] = plan => plan with { Approval = plan.Approval with { Needs = 2 } },
        ["Plan.Hosts"] = plan => plan with { Hosts = [.. plan.Hosts.Reverse()] },
        ["Plan.Peers"] = plan => plan with { Peers = [.. plan.Hosts] },
        ["Plan.Stages"] = plan => plan with { Stages = plan.Stages.RemoveAt(plan.Stages.Length - 1) },
        ["Plan.Window"] = plan => plan with { Window = null },
        ["Plan.Expected"] = plan => plan with { Expected = null },
        ["Plan.Continues"] = plan => plan with { Continues = 4 },
        ["Plan.Rollback"] = plan => plan with { Rollback = null },
        ["RollbackRule.NeedsApproval"] = Back(back => back with { NeedsApproval = false }),
        ["RollbackRule.StopsCommands"] = Back(back => back with { StopsCommands = true }),
        ["RollbackRule.LeavesUnreachable"] = Back(back => back with { LeavesUnreachable = true }),
        ["RollbackRule.OnFailure"] = Back(back => back with { OnFailure = true }),
        ["RollbackRule.Within"] = Back(back => back with { Within = TimeSpan.FromDays(2) }),
        ["Window.Zone"] = plan => plan with { Window = plan.Window! with { Zone = "UTC" } },
        ["Window.Open"] = plan => plan with { Window = plan.Window! with { Open = ["daily 22:00-23:00"] } },
        ["ExpectedTime.Host"] = plan => plan with { Expected = plan.Expected! with { Host = TimeSpan.FromHours(1) } },
        ["ExpectedTime.Rollback"] = plan => plan with { Expected = plan.Expected! with { Rollback = TimeSpan.Zero } },
        ["Host.Name"] = Host(host => host with { Name = "other" }),
        ["Host.TodaysName"] = Host(host => host with { TodaysName = "other" }),
        ["Host.Role"] = Host(host => host with { Role = "other" }),
        ["Host.Address"] = Host(host => host with { Address = "other" }),
        ["Host.Port"] = Host(host => host with { Port = 2222 }),
        ["Host.User"] = Host(host => host with { User = "root" }),
        ["Host.JumpHost"] = Host(host => host with { JumpHost = "jump" }),
        ["Host.Become"] = Host(host => host with { Become = false }),
        ["Host.Ledger"] = Host(host => host with { Ledger = "/srv" }),
        ["Host.Containers"] = Host(host => host with { Containers = ["web-2"] }),
        ["Host.BringUp"] = Host(host => host with { BringUp = "down" }),
        ["Host.Health"] = Host(host => host with { Health = [new HealthQuestion.Port(80)] }),
        ["Host.Preflight"] = Host(host => host with { Preflight = [new HealthQuestion.Peers()] }),
        ["Host.Depends"] = Host(host => host with { Depends = ["ol-web1"] }),
        ["Host.Revision"] = Host(host => host with { Revision = "http://localhost/status" }),
        ["PlannedStage.Name"] = Stage(stage => stage with { Name = "other" }),
        ["PlannedStage.Kind"] = Stage(stage => stage with { Kind = StageKind.Soak }),
        ["PlannedStage.Hosts"] = Stage(stage => stage with { Hosts = [.. stage.Hosts.Reverse()] }),
        ["PlannedStage.Steps"] = Stage(stage => stage with { Steps = [.. stage.Steps.Reverse()] }),
        ["PlannedStage.Limit"] = Stage(stage => stage with { Limit = 2 }),
        ["PlannedStage.Gate"] = Stage(stage => stage with { Gate = null }),
        ["PlannedStage.Why"] = Stage(stage => stage with { Why = "other" }),
        ["PlannedStep.Name"] = Step(step => step with { Name = "other" }),
        ["PlannedStep.Work"] = Step(step => step with { Work = new Work.Containers() }),
        ["PlannedStep.Timeout"] = Step(step => step with { Timeout = TimeSpan.FromMinutes(31) }),
        ["PlannedStep.Retry"] = Step(step => step with { Retry = step.Retry with { Delay = TimeSpan.MaxValue } }),
        ["RetryRule.Attempts"] = Step(step => step with { Retry = step.Retry with { Attempts = 3 } }),
        ["RetryRule.Delay"] = Step(step => step with { Retry = step.Retry with { Delay = TimeSpan.Zero } }),
        ["Run.Script"] = Command(run => run with { Script = "other" }),
        ["Run.Probe"] = Command(run => run with { Probe = null }),
        ["Run.Undo"] = Command(run => run with { Undo = null }),
        ["Run.Irreversible"] = Command(run => run with { Irreversible = "gone" }),
        ["ApprovalRule.Channel"] = Gate(gate => gate with { Channel = "#other" }),
        ["ApprovalRule.Reaction"] = Gate(gate => gate with { Reaction = "eyes" }),
        ["ApprovalRule.Needs"] = Gate(gate => gate with { Needs = 3 }),
        ["ApprovalRule.SecondChannel"] = Gate(gate => gate with { SecondChannel = "#staff" }),
        ["ApprovalRule.Remind"] = Gate(gate => gate with { Remind = TimeSpan.FromMinutes(1) }),
        ["ApprovalRule.Expires"] = Gate(gate => gate with { Expires = TimeSpan.FromHours(1) }),
        ["IssueRule.Repository"] = plan => plan with { Issue = plan.Issue! with { Repository = "c/d" } },
        ["IssueRule.Labels"] = plan => plan with { Issue = plan.Issue! with { Labels = [] } },
        ["RollbackBranchRule.From"] = Branch(branch => branch with { From = "main" }),
        ["RollbackBranchRule.Repositories"] = Branch(branch => branch with { Repositories = ["a/b"] }),
    };

    public static TheoryData<string> ChangeNames => [.. Changes.Keys];

    [Fact]
    public void Equal_plans_have_equal_digests() => Assert.Equal(Of(Plan), Of(Make()));

    [Theory]
    [MemberData(nameof(ChangeNames))]
    public void Every_change_to_a_plan_changes_its_digest(string change) =>
        Assert.NotEqual(Of(Plan), Of(Changes[change](Plan)));

    [Fact]
    public void All_changes_give_different_digests() =>
        Assert.Equal(Changes.Count, Changes.Values.Select(change => Of(change(Plan))).Distinct().Count());

    /// <summary>
    /// The source is covered by its own digest, and hosts that are not covered do not change what is done.
    /// </summary>
    [Fact]
    public void No_member_of_a_plan_is_forgotten()
    {
        Type[] types =
        [
            typeof(Plan),
            typeof(Host),
            typeof(PlannedStage),
            typeof(PlannedStep),
            typeof(Work.Run),
            typeof(RetryRule),
            typeof(ApprovalRule),
            typeof(IssueRule),
            typeof(RollbackBranchRule),
            typeof(Window),
            typeof(ExpectedTime),
            typeof(RollbackRule),
        ];
        var members =
            from type in types
            from member in type.GetConstructors().Single().GetParameters()
            select $"{type.Name}.{member.Name}";
        Assert.Equal(
            [
                "Plan.RunbookSource",
                "Plan.NotCovered",
                "Plan.Evidence",
                "Plan.NeedsEvidence",
                // It says why the approval rule, which is in the digest, needs two.
                "Plan.IsUnprovenSchedule",
                "Plan.Change",
                "RollbackBranchRule.Keep",
            ],
            members.Except(Changes.Keys)
        );
    }

    /// <summary>What is kept after the run changes no host; the file's own digest covers it.</summary>
    [Fact]
    public void How_long_the_branch_is_kept_is_not_part_of_the_digest() =>
        Assert.Equal(Of(Plan), Of(Branch(branch => branch with { Keep = TimeSpan.FromDays(2) })(Plan)));

    [Fact]
    public void A_different_machine_with_the_same_name_changes_the_digest()
    {
        var swapped = Surveyed.SetItem("ol-dev", Facts.Empty.Add("machine-id", "other"));
        Assert.NotEqual(Of(Plan), PlanDigest.Of(Plan, swapped, Commits));
        Assert.NotEqual(Of(Plan), PlanDigest.Of(Plan, Surveyed.Remove("ol-dev"), Commits));
    }

    [Fact]
    public void A_different_commit_to_roll_back_to_changes_the_digest()
    {
        var moved = Commits.SetItem("internetarchive/openlibrary", "026d3d4fa5");
        Assert.NotEqual(Of(Plan), PlanDigest.Of(Plan, Surveyed, moved));
        Assert.NotEqual(Of(Plan), PlanDigest.Of(Plan, Surveyed, Facts.Empty));
    }

    [Fact]
    public void Facts_that_change_by_themselves_do_not_change_the_digest()
    {
        var fuller = Surveyed.SetItem("ol-dev", Surveyed["ol-dev"].SetItem("free-disk", "9 GiB"));
        Assert.Equal(Of(Plan), PlanDigest.Of(Plan, fuller, Commits));
    }

    [Fact]
    public void No_value_can_pass_for_another()
    {
        var one = Plan with { Parameters = Facts.Empty.Add("a", "1\",\"b\":\"2") };
        var two = Plan with { Parameters = Facts.Empty.Add("a", "1").Add("b", "2") };
        Assert.NotEqual(Of(one), Of(two));
    }

    /// <summary>The format is versioned: a waiting run must still get the digest that was approved.</summary>
    [Fact]
    public void The_canonical_text_starts_as_documented() =>
        Assert.StartsWith(
            "{\"version\":2,\"runbook\":\"patches\",\"title\":\"Patches, host by host\",\"runbook-digest\":"
                + $"\"{Plan.RunbookDigest}\",\"parameters\":{{\"packages\":\"\",\"soak\":\"5m\"}},\"issue\":",
            PlanDigest.CanonicalText(Plan, Surveyed, Commits, Facts.Empty),
            StringComparison.Ordinal
        );

    [Fact]
    [Finding("H28")]
    public void A_plan_whose_hosts_depend_on_none_has_the_digest_that_it_had() =>
        Assert.DoesNotContain(
            "depends",
            PlanDigest.CanonicalText(Plan, Surveyed, Commits, Facts.Empty),
            StringComparison.OrdinalIgnoreCase
        );

    [Fact]
    public void Computed_properties_are_not_part_of_the_canonical_text()
    {
        var text = PlanDigest.CanonicalText(Plan, Surveyed, Commits, Facts.Empty);
        Assert.Contains("{\"work\":\"capture\",\"What\":[\"packages\",\"kernel\"]}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("OnlyReads", text, StringComparison.Ordinal);
    }

    private static Plan Make()
    {
        var inventory = InventoryParser.Parse("hosts.yaml", Written.Bytes(Hosts)).Value!;
        var runbook = RunbookParser.Parse("patches.yaml", Written.Bytes(Written.Runbook), inventory).Value! with
        {
            Rollback = RollbackRule.Plain with { NeedsApproval = true },
            Window = new("Europe/Amsterdam", ["Mon-Fri 22:00-04:00"]),
            Expected = new(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10)),
        };
        return Planner.Make(runbook, inventory, Facts.Empty, []).Plan!;
    }

    private static Digest Of(Plan plan) => PlanDigest.Of(plan, Surveyed, Commits);

    private static Func<Plan, Plan> Back(Func<RollbackRule, RollbackRule> change) =>
        plan => plan with { Rollback = change(plan.Rollback!) };

    private static Func<Plan, Plan> Branch(Func<RollbackBranchRule, RollbackBranchRule> change) =>
        plan => plan with { RollbackBranch = change(plan.RollbackBranch!) };

    private static Func<Plan, Plan> Host(Func<Host, Host> change) =>
        plan => plan with { Hosts = plan.Hosts.SetItem(0, change(plan.Hosts[0])) };

    private static Func<Plan, Plan> Stage(Func<PlannedStage, PlannedStage> change) =>
        plan => plan with { Stages = plan.Stages.SetItem(plan.Stages.Length - 1, change(plan.Stages[^1])) };

    private static Func<Plan, Plan> Gate(Func<ApprovalRule, ApprovalRule> change) =>
        Stage(stage => stage with { Gate = change(stage.Gate!) });

    private static Func<Plan, Plan> Step(Func<PlannedStep, PlannedStep> change) =>
        Stage(stage => stage with { Steps = stage.Steps.SetItem(1, change(stage.Steps[1])) });

    private static Func<Plan, Plan> Command(Func<Work.Run, Work.Run> change) =>
        Step(step => step with { Work = change((Work.Run)step.Work) });
}
