using System.Text.Json.Nodes;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.RealHost;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>
/// Two people decide in the same second, one on the command line and one in Slack: one wins, the other is told who said
/// what and when, and nothing of what the other wanted is done.
/// </summary>
[Fault(23)]
public sealed class ConflictingDecisionsTests
{
    private const string Rollback = "/upgrade rollback 1 all emergency it is broken";
    private const string Asked = "mek asked to roll back all at ";
    private const string Resumed = "cdrini resumed ol-a: say it at ";

    [Fact]
    public async Task A_retry_on_the_command_line_wins_over_a_rollback_in_Slack_right_after_it()
    {
        await using var scene = await Paused();
        Assert.Equal((ExitCode.Done, "Run 1: retry is in the journal."), await Cli(scene, "retry", "1"));
        scene.Type(Rollback);
        await scene.Eyes.Whispered(ServiceScene.Mek, Resumed);
        await OnlyRetried(scene);
    }

    [Fact]
    public async Task A_rollback_in_Slack_wins_over_a_retry_on_the_command_line_right_after_it()
    {
        await using var scene = await Paused();
        var retry = Retry(scene);
        scene.Type(Rollback);
        await scene.Happened("rollback-asked");
        var (status, refusal) = await retry();
        Assert.Equal(409, status);
        Assert.Matches($"^{Asked}[0-9:]{{8}} UTC", (string?)refusal!["sentence"]);
        await OnlyRolledBack(scene);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Of_both_at_once_exactly_one_wins_and_the_other_is_told(int round)
    {
        await using var scene = await Paused();
        var retry = Retry(scene);
        using var both = new Barrier(2);
        var inSlack = Task.Run(
            () => Start(both, isFirst: round % 2 == 0, () => Typed(scene)),
            TestContext.Current.CancellationToken
        );
        var onTheLine = Task.Run(
            () => Start(both, isFirst: round % 2 == 1, retry),
            TestContext.Current.CancellationToken
        );
        await inSlack;
        var (status, refusal) = await onTheLine;
        if (status == 200)
        {
            await scene.Eyes.Whispered(ServiceScene.Mek, Resumed);
            await OnlyRetried(scene);
        }
        else
        {
            Assert.Contains(Asked, (string?)refusal!["sentence"], StringComparison.Ordinal);
            await OnlyRolledBack(scene);
        }
    }

    [Fact]
    public async Task A_retry_on_a_stale_page_is_refused_however_long_ago_the_other_decided()
    {
        await using var scene = await Paused();
        var stale = (await scene.Run()).Version;
        scene.Type("/upgrade hold 1 lunch");
        await scene.Happened("run-halted");
        var (code, told) = await Cli(scene, "retry", "1", "--seen", $"{stale}");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("mek put the run on hold at ", told, StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.Events(), one => one.StartsWith("step-resumed", StringComparison.Ordinal));
        Assert.Equal(1, Began(scene));
    }

    /// <summary>One of the two has a little start, in turns; which of them comes first does not matter.</summary>
    private static Task<(int Status, JsonNode? Body)> Start(
        Barrier both,
        bool isFirst,
        Func<Task<(int Status, JsonNode? Body)>> act
    )
    {
        both.SignalAndWait(TestContext.Current.CancellationToken);
        if (!isFirst)
            Thread.Yield();
        return act();
    }

    private static Task<(int Status, JsonNode? Body)> Typed(ServiceScene scene)
    {
        scene.Type(Rollback);
        return Task.FromResult<(int, JsonNode?)>((0, null));
    }

    private static async Task OnlyRetried(ServiceScene scene)
    {
        await scene.Ended(RunStatus.Succeeded);
        var events = await scene.Events();
        Assert.Single(events, one => one.StartsWith("step-resumed", StringComparison.Ordinal));
        Assert.DoesNotContain(events, one => one.StartsWith("rollback", StringComparison.Ordinal));
        Assert.Equal(2, Began(scene));
    }

    private static async Task OnlyRolledBack(ServiceScene scene)
    {
        await scene.Ended(RunStatus.RolledBack);
        var events = await scene.Events();
        Assert.Single(events, one => one.StartsWith("rollback-asked", StringComparison.Ordinal));
        Assert.DoesNotContain(events, one => one.StartsWith("step-resumed", StringComparison.Ordinal));
        Assert.Equal(1, Began(scene));
        Assert.DoesNotContain(scene.Fleet.Effects.All, effect => effect.Host == "ol-b");
    }

    /// <summary>How often the step really began on the first host.</summary>
    private static int Began(ServiceScene scene) =>
        scene.Fleet.Effects.All.Count(effect =>
            effect is { Host: "ol-a", Kind: EffectKind.AttemptBegan, Key.Place.Step: "say it" }
        );

    /// <summary>What the command line sends, ready to go.</summary>
    private static Func<Task<(int Status, JsonNode? Body)>> Retry(ServiceScene scene)
    {
        var token = scene.TokenOf("cdrini");
        return () => scene.Call(HttpMethod.Post, "api/runs/1/decisions", token, """{"decision":"retry"}""");
    }

    /// <summary>A run of which the first step on the first host has failed, with nothing more to be told.</summary>
    private static async Task<ServiceScene> Paused()
    {
        var scene = await ServiceScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        await scene.NotesSentAsync();
        return scene;
    }

    private static async Task<(int Code, string Output)> Cli(ServiceScene scene, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["OLUPGRADE_TOKEN"] = scene.TokenOf("cdrini"),
            ["OLUPGRADE_SERVER"] = $"{scene.Address}",
        };
        using var program = ProgramRun.Start(AppContext.BaseDirectory, environment, arguments);
        var (code, output) = await program.End();
        return (code, output.Trim());
    }
}
