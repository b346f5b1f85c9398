using System.Text.Json.Nodes;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Simulation;

/// <summary>
/// Slack or GitHub is down for half an hour while hosts are worked on. The work continues as if nothing happened, and
/// afterwards every note is there once and in order (<see cref="Sandbox.Drill.Laws.NotesAreToldOnce"/> checks this).
/// </summary>
public sealed class OutageTests
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    /// <summary>
    /// All eight hosts with one approval instead of one for each stage, so that nothing needs Slack during the work.
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
        ["unreachable"] = (outages, until) => outages.DownUntil(until),
        ["503"] = (outages, until) => outages.FailUntil(until, 503),
        ["too many requests, with Retry-After"] = (outages, until) => outages.LimitUntil(until, 60),
        ["too many requests, without Retry-After"] = (outages, until) => outages.LimitUntil(until, null),
        ["every request is carried out and every answer lost"] = (outages, until) => outages.LoseAnswersUntil(until),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Work_continues_while_Slack_is_down_and_then_every_note_is_there_once(string kind) =>
        Assert.True(
            await DeltaAsync(world => world.Slack.Outages, kind, ThreadMessages) < 0,
            "No notes were combined."
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Work_continues_while_GitHub_is_down_and_then_every_note_is_there_once(string kind) =>
        Assert.True(await DeltaAsync(world => world.GitHub.Outages, kind, Comments) < 0, "No notes were combined.");

    /// <summary>How many messages more there are than without the outage; negative if notes were combined.</summary>
    private static async Task<int> DeltaAsync(Func<World, Outages> outages, string kind, Func<World, int> messages)
    {
        var undisturbed = await Simulator.PlayAsync(Scenario.Undisturbed(Plan));
        World? world = null;
        var began = DateTimeOffset.MaxValue;
        var ending = await Simulator.PlayAsync(
            Scenario.Undisturbed(Plan) with
            {
                Arm = created => world = created,
            },
            entry =>
            {
                if (
                    began < DateTimeOffset.MaxValue
                    || entry.Event is not RunEvent.StepStarted { Place.Step: ReservedNames.TakeStep }
                )
                    return;
                began = world!.Time.GetUtcNow();
                AllKinds[kind](outages(world), began + HalfAnHour);
            }
        );
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
        Assert.Equal(Times(undisturbed), Times(ending));
        Assert.True(
            Times(ending).Count(step => step.At < began + HalfAnHour) > 20,
            "Hardly any step ended during the outage."
        );
        return messages(ending.World) - messages(undisturbed.World);
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
