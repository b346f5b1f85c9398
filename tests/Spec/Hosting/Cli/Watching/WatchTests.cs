using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Cli.Watching;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Cli.Watching;

/// <summary>A run of the real service, watched over real HTTP.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    private readonly LineKeeper _output = new();
    private readonly LineKeeper _error = new();
    private readonly CancellationTokenSource _interrupt = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken
    );

    public void Dispose()
    {
        _interrupt.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_run_is_watched_to_its_good_end_in_the_words_of_the_thread()
    {
        await using var scene = await Asking();
        var watched = Watch(scene);
        await Heard("Plan posted, waiting for approval.");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        Assert.Equal(ExitCode.Done, await watched);
        await scene.NotesSentAsync();
        foreach (var sentence in (string[])["cdrini approved the plan", "ol-a: done and healthy", "The run succeeded."])
        {
            Assert.True(_output.Said(sentence), sentence);
            Assert.Equal(1, scene.Eyes.Count(sentence));
        }

        Assert.Empty(_error.Lines);
    }

    [Theory]
    [InlineData("refuse", "cdrini refused the plan")]
    [InlineData("abort", "cdrini aborted the run")]
    public async Task A_run_that_people_end_has_exit_code_1(string decision, string sentence)
    {
        await using var scene = await Asking();
        var watched = Watch(scene);
        await Heard("Plan posted");
        var json = $$"""{"decision":"{{decision}}"}""";
        Assert.Equal(
            200,
            (await scene.Call(HttpMethod.Post, "api/runs/1/decisions", scene.TokenOf("cdrini"), json)).Status
        );
        Assert.Equal(ExitCode.Failed, await watched);
        Assert.True(_output.Said(sentence));
    }

    [Fact]
    public async Task A_service_that_goes_away_and_comes_back_is_waited_for()
    {
        await using var scene = await Asking();
        var watched = Watch(scene);
        await Heard("Plan posted");
        await scene.StopServiceAsync();
        await Eventually.True("word of the silence", () => _error.Said("The service has not answered since"));
        await scene.StartServiceAsync();
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        Assert.Equal(ExitCode.Done, await watched);
        Assert.Equal("The service answers again.", _error.Lines[^1]);
        Assert.Equal(2, _error.Lines.Count);
        Assert.Equal(_output.Lines.Distinct(), _output.Lines);
    }

    [Fact]
    public async Task A_run_that_is_not_there_has_exit_code_2()
    {
        await using var scene = await ServiceScene.StartAsync();
        Assert.Equal(ExitCode.BadInput, await Watch(scene, run: 7));
        Assert.Equal(["There is no run 7."], _error.Lines);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_watching_and_nothing_else()
    {
        await using var scene = await Asking();
        var watched = Watch(scene);
        await Heard("Plan posted");
        var before = await scene.Events();
        await _interrupt.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await watched);
        Assert.Equal(before, await scene.Events());
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.Equal(["Stopped watching; run 1 is not affected."], _error.Lines);
    }

    private static async Task<ServiceScene> Asking()
    {
        var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        return scene;
    }

    private async Task<int> Watch(ServiceScene scene, int run = 1)
    {
        _interrupt.CancelAfter(MaxDuration);
        var screen = new Screen(_output, _error);
        using var service = new Service($"{scene.Address}", scene.TokenOf("mek"));
        var watcher = new Watcher(service, new RunId(run), TimeProvider.System);
        return await WatchVerb.WatchAsync(screen, watcher, new PlainDisplay(screen), _interrupt.Token);
    }

    private Task Heard(string piece) => Eventually.True($"\"{piece}\" on the screen", () => _output.Said(piece));
}
