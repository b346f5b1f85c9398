using System.Text.Json.Nodes;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Simulation;

/// <summary>
/// Slack or GitHub is away for half an hour while hosts are worked on: hosts go on as if nothing were, and afterwards
/// every note is there once and in order (<see cref="Sandbox.Drill.Laws.NotesAreToldOnce"/> looks).
/// </summary>
public sealed class OutageTests
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    /// <summary>
    /// All eight hosts, asked for once and not for each stage: nothing needs Slack while they are worked on.
    /// </summary>
    private static readonly Plan Plan = Workflows.Of("security-patches") switch
    {
        var plan => plan with
        {
            Stages =
            [
                .. plan.Stages.Select(stage =>
                    stage with
                    {
                        Gate = stage.Kind == StageKind.Prepare ? stage.Gate : null,
                    }
                ),
            ],
        },
    };

    public static TheoryData<string> Kinds => [.. AllKinds.Keys];

    private static readonly Dictionary<string, Action<Outages, DateTimeOffset>> AllKinds = new()
    {
        ["nothing can be reached"] = (outages, until) => outages.DownUntil(until),
        ["503"] = (outages, until) => outages.FailUntil(until, 503),
        ["too many requests, with Retry-After"] = (outages, until) => outages.LimitUntil(until, 60),
        ["too many requests, without Retry-After"] = (outages, until) => outages.LimitUntil(until, null),
        ["all is done and every answer is lost"] = (outages, until) => outages.LoseAnswersUntil(until),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hosts_go_on_while_Slack_is_away_and_then_every_note_is_there_once(string kind) =>
        Assert.True(
            await GoesOnAsync(world => world.Slack.Outages, kind, ThreadMessages) < 0,
            "Nothing was told together."
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hosts_go_on_while_GitHub_is_away_and_then_every_note_is_there_once(string kind) =>
        Assert.True(await GoesOnAsync(world => world.GitHub.Outages, kind, Comments) < 0, "Nothing was told together.");

    /// <summary>How many messages there are more than without the outage.</summary>
    private static async Task<int> GoesOnAsync(Func<World, Outages> outages, string kind, Func<World, int> messages)
    {
        var undisturbed = await Simulator.PlayAsync(Scenario.Undisturbed(Plan));
        World? world = null;
        var began = DateTimeOffset.MaxValue;
        var away = await Simulator.PlayAsync(Scenario.Undisturbed(Plan) with { Spoil = made => world = made }, entry =>
        {
            if (
                began < DateTimeOffset.MaxValue
                || entry.Event is not RunEvent.StepStarted { Place.Step: ReservedNames.TakeStep }
            )
                return;
            began = world!.Time.GetUtcNow();
            AllKinds[kind](outages(world), began + HalfAnHour);
        });
        Assert.Equal(RunStatus.Succeeded, away.Run.Status);
        Assert.Equal(Times(undisturbed), Times(away));
        Assert.True(
            Times(away).Count(step => step.At < began + HalfAnHour) > 20,
            "Hardly any step ended during the outage."
        );
        return messages(away.World) - messages(undisturbed.World);
    }

    private static int ThreadMessages(World world) =>
        world.Slack.Messages("C0OPENLIB").OfType<JsonObject>().Count(message => message["thread_ts"] is not null);

    private static int Comments(World world) =>
        world
            .GitHub.Issues("internetarchive", "openlibrary")
            .OfType<JsonObject>()
            .Sum(issue => (int)issue["comments"]!);

    /// <summary>When each step on a host ended.</summary>
    private static List<(StepPlace Place, DateTimeOffset At)> Times(Ending ending) =>
        [
            .. ending
                .World.Entries(ending.Run.Id)
                .Where(entry => entry.Event is RunEvent.StepSucceeded { Place.Host: not StepPlace.NoHost })
                .Select(entry => (((RunEvent.StepSucceeded)entry.Event).Place, entry.At)),
        ];
}
