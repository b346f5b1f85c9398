using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Where people are heard: a signal is in the journal when this returns, and only then is it answered. Slack, the issue
/// and the command line come in through here alike.
/// </summary>
public sealed class Signals(IJournal journal, Recorder recorder, Executor executor, TimeProvider time)
{
    /// <summary>Opens a run. The same request key gives the same run.</summary>
    public async Task<Started> StartAsync(
        string requestKey,
        Person requester,
        string via,
        Plan plan,
        CancellationToken cancellation
    )
    {
        var decision = Run.Initial(default)
            .Decide(new RunCommand.Request(requestKey, requester, via, plan), time.GetUtcNow());
        if (decision.Refusal is { } refusal)
            return new Started(null, refusal);
        var request = (RunEvent.RunRequested)decision.Events.Single();
        var opening = await journal.OpenAsync(request, time.GetUtcNow(), cancellation);
        return opening switch
        {
            Opening.Opened opened => Begin(opened.Run),
            Opening.Known known => Begin(known.Run),
            Opening.HostTaken taken => new Started(
                null,
                new Refusal(
                    "host-taken",
                    $"{taken.Host} is in run {taken.By}, which is already open. "
                        + $"Wait for it, or end it with `abort {taken.By}`."
                ),
                taken.By
            ),
            _ => throw new System.Diagnostics.UnreachableException("A fourth opening."),
        };
    }

    /// <summary>Puts a person's command to a run; a refusal says why not.</summary>
    public async Task<Recorded> SignalAsync(RunId run, RunCommand command, CancellationToken cancellation)
    {
        var recorded = await recorder.RecordAsync(run, command, lease: null, cancellation);
        executor.Wake(run);
        return recorded;
    }

    private Started Begin(RunId run)
    {
        executor.Wake(run);
        return new Started(run, null);
    }
}
