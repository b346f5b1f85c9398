using System.Text.Json;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Hosting.Cli.Watching;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Hosting.Cli.Watching;

/// <summary>A watched journal with a service that is not always there, in virtual time.</summary>
public sealed class WatcherTests : IDisposable
{
    private const string Journal = "GET /api/runs/1/journal";
    private const string Silence = "The service has not answered since ";

    private static readonly Entry[] Recorded = [.. RecordedJournal.Named("0.1.0-seed-258")];

    private readonly Outside _outside = new();
    private readonly InlineTime _time = new();
    private readonly LineKeeper _output = new();
    private readonly LineKeeper _error = new();

    private Screen Screen => new(_output, _error);

    public void Dispose()
    {
        _outside.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_journal_is_told_in_dated_lines_to_its_end()
    {
        _outside.Answers(Journal, Json(Recorded));
        Assert.Equal(ExitCode.Done, await Watch(new PlainDisplay(Screen)));
        var received = Path.Combine(AppContext.BaseDirectory, "watch-plain.received.txt");
        await File.WriteAllLinesAsync(received, _output.Lines, TestContext.Current.CancellationToken);
        Assert.Equal(Verified.Text("watch-plain"), string.Join('\n', _output.Lines));
        Assert.Empty(_error.Lines);
    }

    [Fact]
    public async Task Each_look_asks_for_what_follows_and_nothing_is_told_twice()
    {
        _outside.Answers(Journal, Json(Recorded[..60])).Answers(Journal, "[]").Answers(Journal, Json(Recorded[60..]));
        Assert.Equal(ExitCode.Done, await Watch(new PlainDisplay(Screen)));
        Assert.Equal(
            ["after=0; wait=20", "after=60; wait=20", "after=60; wait=20"],
            _outside.AskedFor(Journal).Select(asked => asked.Query)
        );
        Assert.Equal(Verified.Text("watch-plain"), string.Join('\n', _output.Lines));
    }

    [Fact]
    public async Task Programs_get_every_entry_as_a_line_of_JSON_as_it_is_stored()
    {
        _outside.Answers(Journal, Json(Recorded));
        Assert.Equal(ExitCode.Done, await Watch(new JsonDisplay(Screen)));
        Assert.Equal(Recorded.Select(Json), _output.Lines);
    }

    [Fact]
    public async Task A_silence_is_told_once_and_so_is_its_end()
    {
        _outside
            .Answers(Journal, Json(Recorded[..60]))
            .Refuses(Journal)
            .LosesAnswer(Journal)
            .Answers(Journal, """{"code":"stopping"}""", status: 503)
            .Answers(Journal, Json(Recorded[60..]));
        Assert.Equal(ExitCode.Done, await Watch(new PlainDisplay(Screen)));
        Assert.Collection(
            _error.Lines,
            line =>
                Assert.StartsWith($"{Silence}09:00:00 UTC; retrying until 09:10:00", line, StringComparison.Ordinal),
            line => Assert.Equal("The service answers again.", line)
        );
        Assert.Equal(Verified.Text("watch-plain"), string.Join('\n', _output.Lines));
    }

    [Fact]
    public async Task A_service_that_stays_away_is_given_up_after_ten_minutes()
    {
        _outside.Answers(Journal, Json(Recorded[..60])).Refuses(Journal);
        var began = _time.GetUtcNow();
        Assert.Equal(ExitCode.NoServer, await Watch(new PlainDisplay(Screen)));
        Assert.Equal(TimeSpan.FromMinutes(10), _time.GetUtcNow() - began);
        Assert.Equal(2, _error.Lines.Count);
        Assert.StartsWith(
            "The service at http://service.test/ does not answer. Start",
            _error.Lines[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_was_never_there_is_not_waited_for()
    {
        _outside.Refuses(Journal);
        Assert.Equal(ExitCode.NoServer, await Watch(new PlainDisplay(Screen)));
        Assert.Empty(_time.Waits);
        Assert.False(_error.Said(Silence));
    }

    [Fact]
    public async Task A_second_silence_has_its_own_ten_minutes()
    {
        _outside.Answers(Journal, Json(Recorded[..60]));
        for (var silent = 0; silent < 400; silent++)
            _outside.Refuses(Journal);
        _outside.Answers(Journal, "[]");
        for (var silent = 0; silent < 400; silent++)
            _outside.Refuses(Journal);
        _outside.Answers(Journal, Json(Recorded[60..]));
        Assert.Equal(ExitCode.Done, await Watch(new PlainDisplay(Screen)));
        Assert.Equal(2, _error.Lines.Count(line => line.StartsWith(Silence, StringComparison.Ordinal)));
    }

    [Fact]
    [Finding("A26")]
    public async Task A_limit_is_waited_for_as_long_as_the_service_asks()
    {
        _outside
            .Answers(Journal, "{}", status: 429, retryAfter: "7")
            .Answers(Journal, Json(Recorded[..60]))
            .Answers(Journal, "{}", status: 429, retryAfter: "3")
            .Answers(Journal, Json(Recorded[60..]));
        Assert.Equal(ExitCode.Done, await Watch(new PlainDisplay(Screen)));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3)], _time.Waits);
        Assert.Empty(_error.Lines);
    }

    [Fact]
    public async Task A_token_that_is_void_meanwhile_ends_the_watching()
    {
        _outside
            .Answers(Journal, Json(Recorded[..60]))
            .Answers(Journal, """{"sentence":"The token is unknown."}""", status: 401);
        Assert.Equal(ExitCode.BadInput, await Watch(new PlainDisplay(Screen)));
        Assert.Equal(["The token is unknown."], _error.Lines);
    }

    [Theory]
    [InlineData(
        """[{"version":1,"at":"2026-10-05T09:00:00+00:00","event":"run-dreamt","payload":{"event":"run-dreamt"}}]"""
    )]
    [InlineData("""{"runs":[]}""")]
    public async Task Events_of_another_release_are_not_guessed(string body)
    {
        _outside.Answers(Journal, body);
        Assert.Equal(ExitCode.BadInput, await Watch(new PlainDisplay(Screen)));
        Assert.StartsWith("The service has events that this", Assert.Single(_error.Lines), StringComparison.Ordinal);
        Assert.Empty(_output.Lines);
    }

    private async Task<int> Watch(IWatchDisplay display)
    {
        using var service = new Service("http://service.test", "olu_token", _outside);
        var watcher = new Watcher(service, new RunId(1), _time);
        return await WatchVerb.WatchAsync(Screen, watcher, display, TestContext.Current.CancellationToken);
    }

    private static string Json(Entry[] entries) => $"[{string.Join(',', entries.Select(Json))}]";

    /// <summary>The entry as the service sends it, with the payload as it is stored.</summary>
    private static string Json(Entry entry)
    {
        var (name, payload) = (EventCodec.NameOf(entry.Event), EventCodec.Encode(entry.Event));
        var at = JsonSerializer.Serialize(entry.At);
        return $$"""{"version":{{entry.Version}},"at":{{at}},"event":"{{name}}","payload":""" + payload + "}";
    }
}
