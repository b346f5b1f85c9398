using System.Text.RegularExpressions;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Workflows;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Runbooks =>
        [
            .. new DirectoryInfo(WorkflowFiles.Folder)
                .GetFiles("*.yaml")
                .Select(file => file.Name)
                .Except(["hosts.yaml"]),
        ];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_runbook_is_valid_and_named_after_its_file(string file) =>
        Assert.Equal(Path.GetFileNameWithoutExtension(file), WorkflowFiles.Runbook(file).Name);

    [Fact]
    public void The_runbooks_in_the_readme_are_valid()
    {
        var fences = Fence().Matches(File.ReadAllText(Path.Combine(WorkflowFiles.Folder, "README.md")));
        Assert.NotEmpty(fences);
        Assert.All(fences, fence =>
            WorkflowFiles.Good(
                RunbookParser.Parse("README.md", Written.Bytes(fence.Groups["yaml"].Value), WorkflowFiles.Hosts)
            )
        );
    }

    /// <summary>The hosts of the wiki page in its order, which the runbooks change.</summary>
    private static readonly string[] Covered =
    [
        "ol-dev",
        "ol-web1",
        "ol-web2",
        "ol-solr1",
        "ol-solr2",
        "ol-covers",
        "ol-home",
        "ol-www0",
    ];

    [Fact]
    public void The_hosts_of_the_wiki_page_are_there_in_its_order() =>
        Assert.Equal(Covered, WorkflowFiles.Hosts.Hosts.Select(host => host.Name).Intersect(Covered));

    [Fact]
    public void All_other_hosts_of_today_are_known_and_shown_as_not_covered()
    {
        var plan = Planner.Make(WorkflowFiles.Runbook("security-patches.yaml"), WorkflowFiles.Hosts, Facts.Empty, []);
        Assert.Equal(
            ["ol-web0", "ol-web3", "ol-solr0", "ol-mem0", "ol-mem1", "ol-mem2", "ol-db0", "ol-db1", "ol-db2", "ol-db3"],
            plan.Plan!.NotCovered
        );
        Assert.Equal(["ol-web0", "ol-web3", "ol-solr0"], plan.Plan.Peers.Select(host => host.Name));
    }

    [Fact]
    public void Every_host_has_its_full_name_as_address_and_health_questions() =>
        Assert.All(WorkflowFiles.Hosts.Hosts, host =>
        {
            Assert.Equal($"{host.TodaysName}.us.archive.org", host.Address);
            Assert.Equal(host.Role is "mem" or "db", host.Containers.IsEmpty);
            Assert.NotEmpty(host.Health);
            Assert.NotEmpty(host.Preflight);
            Assert.NotNull(host.BringUp);
        });

    /// <summary>Any web head answers it: what ol-www0 runs is not there.</summary>
    [Fact]
    [Finding("H27")]
    public void No_host_tells_its_revision_by_a_page_of_another_one() =>
        Assert.All(WorkflowFiles.Hosts.Hosts, host =>
            Assert.True(host.Revision is null || new Uri(host.Revision).IsLoopback, host.Name)
        );

    [Fact]
    [Finding("H28")]
    public void The_host_that_mounts_from_another_one_depends_on_it() =>
        Assert.Equal(["ol-www0"], WorkflowFiles.Hosts.Find("ol-home")!.Depends);

    /// <summary>A text that an unwell service also sends is no question.</summary>
    [Fact]
    [Finding("H22")]
    public void No_question_looks_for_the_name_of_a_value() =>
        Assert.All(WorkflowFiles.Hosts.Hosts.SelectMany(host => host.Health).OfType<HealthQuestion.Http>(), asked =>
            Assert.DoesNotContain(asked.Contains, (string?[])["numFound", "thread_is_alive"])
        );

    [Fact]
    public void Solr_is_started_without_compose() =>
        Assert.All(WorkflowFiles.Hosts.Hosts.Where(host => host.Role == "solr"), host =>
            Assert.Equal($"docker start {string.Join(' ', host.Containers)}", host.BringUp)
        );

    [Fact]
    public void The_security_patches_cover_all_hosts_in_the_order_of_the_wiki_page()
    {
        var stages = WorkflowFiles.Runbook("security-patches.yaml").Stages;
        Assert.Equal(Covered, stages.SelectMany(stage => stage.Hosts));
        Assert.Equal(["ol-dev"], stages[0].Hosts);
        var gated = stages.Where(stage => stage.Approval is not null);
        Assert.Equal(["web", "covers", "home", "www"], gated.Select(stage => stage.Name));
        Assert.All(stages, stage => Assert.NotNull(stage.Why));
    }

    [Fact]
    public void The_cluster_is_verified_without_an_approval()
    {
        var runbook = WorkflowFiles.Runbook("verify-cluster.yaml");
        Assert.Equal(0, runbook.Approval.Needs);
        Assert.Null(runbook.Issue);
        Assert.All(runbook.Steps, step => Assert.True(step.Work.OnlyReads));
        Assert.Equal(Covered, runbook.Stages.SelectMany(stage => stage.Hosts));
    }

    [Fact]
    public void Docker_is_upgraded_in_the_order_of_the_wiki_page_with_a_gate_before_single_points_of_failure()
    {
        var runbook = WorkflowFiles.Runbook("docker-upgrade.yaml");
        Assert.Equal(Covered, runbook.Stages.SelectMany(stage => stage.Hosts));
        Assert.Equal(
            ["web", "covers", "home", "www"],
            runbook.Stages.Where(stage => stage.Approval is not null).Select(stage => stage.Name)
        );
    }

    [Fact]
    public void The_weekly_deploy_has_an_order_of_its_own() =>
        Assert.Equal(
            ["ol-home", "ol-www0", "ol-web1", "ol-web2", "ol-covers"],
            WorkflowFiles.Runbook("weekly-deploy.yaml").Stages.SelectMany(stage => stage.Hosts)
        );

    [Fact]
    public void Every_changing_runbook_starts_with_capture_preflight_and_keep()
    {
        foreach (var file in new[] { "security-patches.yaml", "docker-upgrade.yaml", "weekly-deploy.yaml" })
        {
            var works = WorkflowFiles.Runbook(file).Steps.Select(step => step.Work).ToList();
            Assert.IsType<Work.Capture>(works[0]);
            Assert.IsType<Work.Preflight>(works[1]);
            Assert.IsType<Work.Keep>(works[2]);
            Assert.IsType<Work.Capture>(works[^1]);
            Assert.Contains(works, work => work is Work.Health);
        }
    }

    [Theory]
    [InlineData("openssl libssl3t64", true)]
    [InlineData("", true)]
    [InlineData("--allow-downgrades", false)]
    [InlineData("openssl;reboot", false)]
    [InlineData("$(reboot)", false)]
    [InlineData("*", false)]
    public void The_packages_parameter_accepts_only_package_names(string packages, bool isValid)
    {
        var runbook = WorkflowFiles.Runbook("security-patches.yaml");
        var answer = Planner.Make(runbook, WorkflowFiles.Hosts, Facts.Empty.Add("packages", packages), []);
        Assert.Equal(isValid, answer.Plan is not null);
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
