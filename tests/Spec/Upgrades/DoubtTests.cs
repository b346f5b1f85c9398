using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>
/// Each step that changes something loses the ledger, the connection or the boot at each of its calls in turn. What the
/// journal then says is true or unknown, and no attempt started twice.
/// </summary>
public sealed class DoubtTests
{
    private const string BringUp = "docker compose up -d";

    public static MatrixTheoryData<string, HostFaultKind, int> EveryFault { get; } =
        new(
            ["run", "reboot", "containers"],
            [
                HostFaultKind.LedgerLost,
                HostFaultKind.LedgerReplaced,
                HostFaultKind.StartLost,
                HostFaultKind.StartAnswerLost,
                HostFaultKind.StartCut,
                HostFaultKind.StartDelayed,
                HostFaultKind.FollowLost,
                HostFaultKind.Unreachable,
                HostFaultKind.AnswerLost,
            ],
            [0, 1, 2]
        );

    public static MatrixTheoryData<string, int> EveryMoment { get; } =
        new(["run", "reboot", "containers"], [0, 3, 8, 20]);

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task What_the_journal_says_is_true_or_unknown(string activity, HostFaultKind fault, int after)
    {
        var scene = SceneOf(activity).AtStart(fault, TimeSpan.FromSeconds(40), after: after);
        await scene.DriveAsync();
        AssertTrue(scene);
    }

    [Theory]
    [InlineData("run", 0)]
    [InlineData("run", 1)]
    [InlineData("run", 2)]
    [InlineData("reboot", 0)]
    [InlineData("reboot", 1)]
    [InlineData("containers", 0)]
    [InlineData("containers", 1)]
    public async Task With_a_ledger_from_a_copy_too(string activity, int after)
    {
        var scene = SceneOf(activity).AtStart(HostFaultKind.LedgerOlder, after: after);
        await scene.DriveAsync();
        AssertTrue(scene);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("reboot")]
    public async Task A_ledger_that_knows_less_than_the_journal_is_never_believed(string activity)
    {
        var scene = SceneOf(activity).AtStart(HostFaultKind.StartAnswerLost);
        scene.With(HostFaultKind.LedgerOlder, after: 2);
        scene.Simulated.DownAfter = TimeSpan.FromMinutes(3);
        var step = await scene.DriveAsync();
        AssertTrue(scene);
        Assert.DoesNotContain(scene.Events, happened => happened is RunEvent.StepNotHappened);
        Assert.Equal(StepPhase.Unknown, step.Phase);
    }

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task A_boot_by_somebody_else_spoils_nothing(string activity, int seconds)
    {
        var scene = SceneOf(activity);
        scene.Simulated.DownAfter = TimeSpan.FromSeconds(seconds);
        await scene.AtStart(scene.RebootByHand).DriveAsync();
        AssertTrue(scene);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("containers")]
    public async Task A_connection_that_is_lost_while_it_runs_changes_nothing_for_the_command(string activity)
    {
        var scene = SceneOf(activity).AtStart(HostFaultKind.FollowLost, TimeSpan.FromSeconds(2), times: 3);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        AssertTrue(scene);
        Assert.Equal(1, scene.Began(1));
        Assert.Equal(0, scene.Began(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(254)]
    [Finding("H7")]
    [Finding("H7b")]
    public async Task A_start_that_is_cut_after_words_of_refusal_is_looked_for_and_not_begun_again(int exitCode)
    {
        var scene = SceneOf("run").AtStart(HostFaultKind.StartCut, number: exitCode);
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, 1), (step.Phase, step.Attempt));
        Assert.Contains(scene.Events, happened => happened is RunEvent.StepDoubted);
        Assert.DoesNotContain(scene.Events, happened => happened is RunEvent.StepNotHappened);
        Assert.Equal(1, scene.Effects(EffectKind.FileWritten));
    }

    [Theory]
    [InlineData(HostFaultKind.StartLost, 0, 2)]
    [InlineData(HostFaultKind.StartAnswerLost, 1, 1)]
    [InlineData(HostFaultKind.StartDelayed, 0, 2)]
    public async Task A_start_in_doubt_is_done_exactly_once(HostFaultKind fault, int first, int attempt)
    {
        var scene = SceneOf("run").AtStart(fault, TimeSpan.FromSeconds(40));
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal(attempt, step.Attempt);
        Assert.Equal(first, scene.Began(1));
        Assert.Equal(1, scene.Effects(EffectKind.FileWritten));
    }

    private static HostScene SceneOf(string activity)
    {
        var scene = new HostScene(HostScene.StepOf(WorkOf(activity)), HostScene.HostWith(["web", "solr"], BringUp));
        if (activity == "containers")
            scene.Simulated.Containers["web"] = scene.Simulated.Containers["web"] with { State = "exited" };
        return scene;
    }

    private static Work WorkOf(string activity) =>
        activity switch
        {
            "run" => new Work.Run("sleep 10; echo done > /done", null, null),
            "reboot" => new Work.Reboot(TimeSpan.FromSeconds(30)),
            _ => new Work.Containers(),
        };

    private static void AssertTrue(HostScene scene)
    {
        foreach (var happened in scene.Events)
        {
            if (happened is RunEvent.StepSucceeded { Place: var place } && place == scene.Place)
                AssertDone(scene);
            if (
                happened is RunEvent.StepNotHappened missed
                && missed.Place == scene.Place
                && scene.Step.Work is not Work.Containers
            )
                Assert.Equal(0, scene.Began(missed.Attempt));
        }

        for (var attempt = 1; attempt <= 5; attempt++)
            Assert.InRange(scene.Began(attempt), 0, 1);
        Assert.NotEqual(StepPhase.Started, scene.Run.Step(scene.Place).Phase);
    }

    private static void AssertDone(HostScene scene)
    {
        switch (scene.Step.Work)
        {
            case Work.Run:
                Assert.Contains("/done", scene.Simulated.Files.Keys);
                break;
            case Work.Reboot:
                Assert.InRange(scene.Simulated.Boots, 1, 1);
                break;
            default:
                Assert.All(scene.Simulated.Containers.Values, container => Assert.True(container.IsRunning));
                break;
        }
    }
}
