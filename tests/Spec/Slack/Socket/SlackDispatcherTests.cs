using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Spec.Slack.Socket;

public sealed class SlackDispatcherTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_listener_that_hangs_is_left_after_a_while_and_the_event_is_not_acknowledged()
    {
        var never = new TaskCompletionSource<string?>();
        var hearing = Hearing((_, _) => never.Task);

        var hears = hearing.DispatchAsync(Reaction(1), Now);
        Assert.False(hears.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await hears);
    }

    [Fact]
    public async Task Only_so_many_envelopes_are_remembered()
    {
        var told = 0;
        var hearing = Hearing((_, _) => Task.FromResult<string?>($"{++told}"));

        for (var number = 0; number <= SlackDispatcher.MaxRemembered; number++)
            await hearing.DispatchAsync(Reaction(number), Now);
        await hearing.DispatchAsync(Reaction(SlackDispatcher.MaxRemembered), Now);
        Assert.Equal(SlackDispatcher.MaxRemembered + 1, told);
        await hearing.DispatchAsync(Reaction(0), Now);

        Assert.Equal(SlackDispatcher.MaxRemembered + 2, told);
    }

    private SlackDispatcher Hearing(Func<SlackSignal, CancellationToken, Task<string?>> listener) =>
        new(listener, TimeSpan.FromSeconds(30), _time, NullLogger.Instance);

    private static SlackEnvelope Reaction(int number) =>
        SlackEnvelope.Parse(
            Encoding.UTF8.GetBytes(
                $$$"""
                {"type":"events_api","envelope_id":"e{{{number}}}","payload":{"event_id":"Ev{{{number}}}","team_id":"T1",
                 "event":{"type":"reaction_added","user":"U1","reaction":"+1",
                 "item":{"type":"message","channel":"C1","ts":"1"} } } }
                """
            )
        )!;
}
