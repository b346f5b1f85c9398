using System.Collections.Concurrent;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>
/// A person requests a rollback: afterwards the hosts really are as before the run, and the journal claims no more than
/// that.
/// </summary>
public sealed class RollbackTests
{
    private static readonly string[] Short = ["ol-dev", "ol-home", "ol-web1"];

    /// <summary>
    /// Longer than the run: the last requests come after it has succeeded.
    /// </summary>
    private const int Minutes = 40;

    public static TheoryData<string> Plans => ["three hosts", "all eight"];

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_run_that_succeeded_is_rolled_back_host_by_host_newest_first(string which)
    {
        var plan = which == "all eight" ? Workflows.Plan : Workflows.Short;
        var ending = await PlayAsync(plan, RequestedRollback.WhenDone());
        IsBack(ending, [.. plan.Hosts.Select(host => host.Name)]);
        var worked = plan
            .Stages.Where(stage => stage.Kind == StageKind.Upgrade)
            .SelectMany(stage => stage.Hosts)
            .ToList();
        Assert.Equal(worked.AsEnumerable().Reverse(), ending.Run.Rollback!.Hosts);
        Assert.Equal(ending.Run.Rollback.Hosts, Undone(ending));
        Assert.All(plan.Hosts, host => Assert.Equal(2, ending.World.Fleet[host.Name].Boots));
    }

    [Fact]
    public async Task A_run_that_is_rolled_back_in_the_middle_leaves_no_host_half_way()
    {
        var rolledBack = 0;
        foreach (var seconds in Enumerable.Range(0, Minutes * 3).Select(third => third * 20))
        {
            var ending = await PlayAsync(
                Workflows.Short,
                RequestedRollback.AfterTime(TimeSpan.FromSeconds(seconds + 7))
            );
            if (ending.Run.Rollback is not { } back)
            {
                Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
                continue;
            }

            rolledBack++;
            IsBack(ending, [.. back.Hosts]);
            Assert.All(Short.Except(back.Hosts), host => Assert.Empty(Changes(ending, host)));
            Assert.All(Short, host => Assert.Empty(ending.World.DifferencesOn(host)));
            Assert.Equal(back.Hosts.Where(Undone(ending).Contains), Undone(ending));
        }

        Assert.True(rolledBack > 30, $"Only {rolledBack} runs were rolled back.");
    }

    public static TheoryData<HostFaultKind, string> Faults =>
        new(
            from kind in new[]
            {
                HostFaultKind.ExitCode,
                HostFaultKind.NeverBack,
                HostFaultKind.RebootIgnored,
                HostFaultKind.OldKernel,
                HostFaultKind.ContainerRestarting,
                HostFaultKind.ServiceDown,
            }
            from host in Short
            select (kind, host)
        );

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_run_with_a_failed_step_is_rolled_back_with_the_host_on_which_it_failed(
        HostFaultKind kind,
        string host
    )
    {
        // The first command keeps the old packages; if it failed, there would be nothing to roll back to.
        var fault = new HostFault(kind, Times: 3, After: kind == HostFaultKind.ExitCode ? 1 : 0);
        var ending = await PlayAsync(Workflows.Short, RequestedRollback.WhenStuck(), world =>
            world.Fleet[host].Faults.Inject(fault)
        );
        Assert.NotEmpty(ending.World.Fleet[host].Faults.Used);
        IsBack(ending, [.. ending.Run.Rollback!.Hosts]);
        Assert.All(Short.Except(ending.Run.Rollback.Hosts), other => Assert.Empty(Changes(ending, other)));
    }

    [Theory]
    [InlineData("ol-web1")]
    [InlineData("ol-dev")]
    public async Task One_host_alone_of_a_run_that_succeeded_can_be_rolled_back(string host)
    {
        var ending = await PlayAsync(Workflows.Short, RequestedRollback.WhenDone(host));
        IsBack(ending, host);
        Assert.All(Short.Where(other => other != host), other => Assert.Equal(1, ending.World.Fleet[other].Boots));
        Assert.All(Short.Where(other => other != host), other => Assert.NotEmpty(ending.World.DifferencesOn(other)));
        Assert.Equal(2, FleetTable.Of(ending.Run).Count(row => row.State == HostState.Done));
    }

    [Fact]
    [Fault(21)]
    public async Task One_host_is_not_rolled_back_while_another_may_be_down()
    {
        var ending = await PlayAsync(Workflows.Short, RequestedRollback.WhenStuck("ol-dev"), world =>
            world.Fleet["ol-home"].Faults.Inject(new HostFault(HostFaultKind.NeverBack))
        );
        Assert.Null(ending.Run.Rollback);
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
        Assert.Equal(1, ending.World.Fleet["ol-dev"].Boots);
    }

    [Fact]
    [Fault(24)]
    public async Task A_host_whose_old_package_is_no_longer_available_is_claimed_mixed_and_the_others_rolled_back()
    {
        var ending = await PlayAsync(Workflows.Short, RequestedRollback.WhenDone(), world =>
            world.Fleet["ol-web1"].GoneFromArchive.Add("openssl")
        );
        IsBack(ending, "ol-dev", "ol-home");
        Assert.Equal(["package openssl: 3.0.15-1, now 3.0.16-1"], ending.World.DifferencesOn("ol-web1"));
        var row = FleetTable.Of(ending.Run).Single(row => row.Host == "ol-web1");
        Assert.Equal((HostState.Mixed, "openssl 3.0.15-1 to 3.0.16-1"), (row.State, row.Problem));
    }

    [Fact]
    public async Task A_deploy_is_rolled_back_to_the_image_that_ran_before()
    {
        var plan = Workflows.Of("weekly-deploy", ("image", "openlibrary/olbase:next"));
        var forward = await Simulator.PlayAsync(Scenario.Undisturbed(plan));
        Assert.All(plan.Hosts, host =>
            Assert.Contains(
                "now running openlibrary/olbase:latest",
                string.Join('\n', forward.World.DifferencesOn(host.Name)),
                StringComparison.Ordinal
            )
        );
        IsBack(await PlayAsync(plan, RequestedRollback.WhenDone()), [.. plan.Hosts.Select(host => host.Name)]);
    }

    [Fact]
    public async Task An_upgrade_of_Docker_is_rolled_back_to_the_old_packages()
    {
        var plan = Workflows.Of("docker-upgrade");
        var forward = await Simulator.PlayAsync(Scenario.Undisturbed(plan) with { Arm = Docker });
        Assert.All(plan.Hosts, host => Assert.NotEmpty(forward.World.DifferencesOn(host.Name)));
        IsBack(await PlayAsync(plan, RequestedRollback.WhenDone(), Docker), [.. plan.Hosts.Select(host => host.Name)]);

        static void Docker(World world)
        {
            foreach (var host in world.Fleet.Hosts)
                (host.Packages["docker-ce"], host.Upgrades["docker-ce"]) = ("5:28.5.2-1", "5:29.0.1-1");
        }
    }

    public static TheoryData<string> Requests => ["when it succeeded", "in the middle", "when a step failed"];

    [Theory]
    [MemberData(nameof(Requests))]
    [Fault(24)]
    public async Task A_rollback_that_is_killed_at_any_append_ends_the_same_way(string when)
    {
        var scenario = Scenario.Undisturbed(Workflows.Short) with
        {
            Rollback = when switch
            {
                "when it succeeded" => RequestedRollback.WhenDone(),
                "in the middle" => RequestedRollback.AfterTime(TimeSpan.FromMinutes(12)),
                _ => RequestedRollback.WhenStuck(),
            },
            Arm = world =>
            {
                if (when == "when a step failed")
                    world.Fleet["ol-home"].Faults.Inject(new HostFault(HostFaultKind.NeverBack));
            },
        };
        var undisturbed = await Simulator.PlayAsync(scenario);
        var back = undisturbed.Run.Rollback!.Hosts;
        IsBack(undisturbed, [.. back]);
        Assert.True(undisturbed.Appends > 100, $"{undisturbed.Appends} appends");
        var broken = new ConcurrentBag<string>();
        var kills =
            from append in Enumerable.Range(1, undisturbed.Appends)
            from isBefore in new[] { true, false }
            select (append, isBefore);
        Parallel.ForEach(kills, kill => Try(scenario, kill.append, kill.isBefore, broken));
        Assert.True(
            broken.IsEmpty,
            $"{broken.Count} stories:\n{string.Join('\n', broken.Order(StringComparer.Ordinal).Take(10))}"
        );
    }

    private static void Try(Scenario scenario, int append, bool isBefore, ConcurrentBag<string> broken)
    {
        try
        {
            var ending = Simulator
                .PlayAsync(scenario with { Kills = new Dictionary<int, bool> { [append] = isBefore } })
                .GetAwaiter()
                .GetResult();
            IsBack(ending, [.. ending.Run.Rollback!.Hosts]);
            Assert.All(Short, host => Assert.Empty(ending.World.DifferencesOn(host)));
        }
        catch (Exception fault)
        {
            broken.Add($"killed {(isBefore ? "before" : "after")} append {append}: {fault.Message}");
        }
    }

    private static Task<Ending> PlayAsync(Plan plan, RequestedRollback request, Action<World>? arm = null) =>
        Simulator.PlayAsync(Scenario.Undisturbed(plan) with { Rollback = request, Arm = arm ?? (_ => { }) });

    /// <summary>
    /// Asserts that the run is rolled back, and that these hosts are as before, really and in the journal.
    /// </summary>
    private static void IsBack(Ending ending, params string[] hosts)
    {
        Assert.Equal(RunStatus.RolledBack, ending.Run.Status);
        Assert.All(hosts, host => Assert.Empty(ending.World.DifferencesOn(host)));
        Assert.Equal(
            hosts.Order(StringComparer.Ordinal),
            FleetTable
                .Of(ending.Run)
                .Where(row => row.State == HostState.RolledBack)
                .Select(row => row.Host)
                .Order(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<Effect> Changes(Ending ending, string host) =>
        ending.World.Fleet.Effects.All.Where(effect =>
            effect.Host == host
            && effect.Kind
                is EffectKind.PackagesChanged
                    or EffectKind.RebootOrdered
                    or EffectKind.Booted
                    or EffectKind.ContainersStarted
        );

    /// <summary>The hosts on which an undo really started, in that order.</summary>
    private static IEnumerable<string> Undone(Ending ending) =>
        ending
            .World.Fleet.Effects.All.Where(effect =>
                effect.Kind == EffectKind.AttemptBegan
                && effect.Key!.Value.Place.Step.StartsWith("undo: ", StringComparison.Ordinal)
            )
            .Select(effect => effect.Host)
            .Distinct();
}
