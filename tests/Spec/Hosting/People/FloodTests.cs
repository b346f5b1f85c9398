using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.People;

/// <summary>Nobody who floods the service, and no slow Slack, keeps an operator from stopping work.</summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    [Fact]
    [Finding("A14")]
    public async Task Guests_who_give_a_thousand_commands_at_once_keep_nobody_from_stopping_a_run()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        var alone = await TookAsync(scene, "/upgrade hold 1 alone", "run-halted");
        for (var i = 0; i < 500; i++)
        {
            scene.Type($"/upgrade hold {(i % 2 == 0 ? "1" : "all")} {i}", "U0GUEST");
            scene.Type("/upgrade status", "U0OUTSIDER");
        }

        var behind = await TookAsync(scene, "/upgrade abort 1 enough", "run-aborted");
        await scene.Eyes.Whispered("U0OUTSIDER", "You gave more than 20 commands at once. Try again in ");
        await scene.Ended(RunStatus.Aborted);
        output.WriteLine(
            $"hold alone took {alone.TotalMilliseconds:0} ms, "
                + $"abort behind 1,000 commands {behind.TotalMilliseconds:0} ms"
        );
        // On an idle machine it is far less than a second; a busy one takes longer for both.
        Assert.InRange(behind, TimeSpan.Zero, TimeSpan.FromSeconds(1) + (50 * alone));
        Assert.Single(await scene.Events(), one => one.Contains("run-halted", StringComparison.Ordinal));
    }

    [Fact]
    [Finding("A14")]
    public async Task Mentions_that_Slack_makes_slow_delay_nobodys_hold()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        scene.Servers.Slack.Outages.RateLimitNext("conversations", retryAfterSeconds: 14, times: 200);
        for (var i = 0; i < 10; i++)
            scene.Say("U0OUTSIDER", $"@olupgrade help {i}");
        scene.Say(ServiceScene.Drini, "@olupgrade hold 1 smoke");
        await scene.Happened("run-halted");
        scene.Type("/upgrade abort 1 enough");
        await scene.Ended(RunStatus.Aborted);
    }

    [Fact]
    [Finding("A14")]
    public async Task A_Slack_that_never_answers_who_is_in_a_group_delays_no_hold()
    {
        GroupSettings[] groups =
        [
            new() { Slack = "S0STAFF", Roles = ["operator"] },
            new() { Slack = "S0OTHER", Roles = ["operator"] },
        ];
        await using var scene = await ServiceScene.StartAsync(groups: groups);
        scene.Type("/upgrade start small");
        await Eventually.True("a question", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        scene.Servers.Slack.Outages.HoldNextAnswer("usergroups", times: 1_000);
        scene.Type("/upgrade hold all smoke", ServiceScene.Drini);
        await scene.Happened("run-halted");
        var json = """{"decision":"abort","reason":"so"}""";
        var answer = await scene.Call(HttpMethod.Post, "api/runs/1/decisions", scene.TokenOf("jim"), json);
        Assert.Equal(200, answer.Status);
        await scene.Ended(RunStatus.Aborted);
    }

    private static async Task<TimeSpan> TookAsync(ServiceScene scene, string command, string happened)
    {
        var began = TimeProvider.System.GetTimestamp();
        scene.Type(command);
        await scene.Happened(happened);
        return TimeProvider.System.GetElapsedTime(began);
    }
}
