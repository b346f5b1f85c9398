using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>Two connections to Slack: one hears while the other is lost, and nothing counts twice.</summary>
public sealed class TwoConnectionsTests
{
    [Fact]
    [Fault(1)]
    public async Task A_broken_connection_leaves_the_other_which_hears_and_nothing_counts_twice()
    {
        await using var scene = await ServiceScene.StartAsync();
        await Eventually.True("two connections", () => scene.Servers.Slack.Sockets.Connections == 2);
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        scene.Servers.Slack.Sockets.Drop();
        scene.React(ServiceScene.Drini, question);
        scene.Servers.Slack.Redeliver();
        await scene.Ended(RunStatus.Succeeded);
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
        await Eventually.True("two connections again", () => scene.Servers.Slack.Sockets.Connections == 2);
    }

    [Fact]
    [Fault(1)]
    public async Task A_command_that_comes_over_both_connections_counts_once()
    {
        await using var scene = await ServiceScene.StartAsync();
        var sockets = scene.Servers.Slack.Sockets;
        await Eventually.True("two connections", () => sockets.Connections == 2);
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        scene.Type("/upgrade note 1 the fans are loud");
        await scene.Happened("note-added");
        await Eventually.True("both commands taken", () => sockets.Acknowledgements == 2);
        Assert.True(sockets.Repeat());
        await Eventually.True("the double taken", () => sockets.Acknowledgements == 3);
        await scene.NotesSentAsync();
        Assert.Single(await scene.Events(), one => one.StartsWith("note-added", StringComparison.Ordinal));
        Assert.Equal(1, scene.Eyes.Count("Note by mek: the fans are loud"));
    }

    [Fact]
    [Fault(1)]
    public async Task A_connection_on_which_nothing_comes_leaves_the_other_which_hears()
    {
        await using var scene = await ServiceScene.StartAsync();
        var sockets = scene.Servers.Slack.Sockets;
        await Eventually.True("two connections", () => sockets.Connections == 2);
        scene.Type("/upgrade start small");
        var question = await scene.Eyes.Question();
        Assert.True(sockets.MuteOne());
        scene.React(ServiceScene.Drini, question);
        scene.Servers.Slack.Redeliver();
        await scene.Ended(RunStatus.Succeeded);
        Assert.Equal(2, sockets.Connections);
        Assert.Single(await scene.Events(), one => one.StartsWith("approval-given", StringComparison.Ordinal));
    }
}
