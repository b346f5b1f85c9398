using Microsoft.AspNetCore.Builder;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>Answers that arrive before their run knows its message, or after the question was answered.</summary>
public sealed class QuickAnswerTests
{
    [Fact]
    [Fault(5)]
    public async Task A_reaction_to_a_question_that_no_journal_knew_while_the_service_was_away_counts()
    {
        var issue = new TaskCompletionSource();
        await using var scene = await ServiceScene.StartAsync(beforeGitHub: app => Hold(app, issue.Task));
        scene.Type("/upgrade start small");
        await scene.Happened("post header\"},\"attempt\":1,\"evidence\"");
        scene.Servers.Slack.Outages.HoldNextAnswer("chat.postMessage", times: 10);
        issue.SetResult();
        var question = await scene.Eyes.Question();
        await scene.StopServiceAsync();
        scene.Servers.Slack.Outages.Clear();
        scene.React(ServiceScene.Drini, question);
        await scene.StartServiceAsync();
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Single(scene.Eyes.Plans);
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
    }

    [Fact]
    [Fault(7)]
    public async Task A_thumbs_up_that_approves_is_not_answered_that_it_does_not_count()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        scene.React(ServiceScene.Drini, question);
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Empty(scene.Servers.Slack.Ephemerals(ServiceScene.Drini));
    }

    [Fact]
    [Fault(10)]
    public async Task A_thumbs_up_that_is_removed_after_work_began_is_answered_that_it_still_counts()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.React(ServiceScene.Drini, question);
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        scene.Servers.Slack.Unreact(ServiceScene.Drini, SlackEyes.Channel, question, "+1");
        await scene.Eyes.Said("cdrini took the approval back after work had started, so it still counts.");
        Assert.DoesNotContain(await scene.Events(), one =>
            one.StartsWith("approval-withdrawn", StringComparison.Ordinal)
        );
    }

    /// <summary>Lets no issue be opened before the task ends.</summary>
    private static void Hold(WebApplication app, Task until) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    context.Request is { Method: "POST", Path.Value: { } path }
                    && path.EndsWith("/issues", StringComparison.Ordinal)
                )
                    await until;
                await next(context);
            }
        );
}
