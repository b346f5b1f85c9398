using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Secrets;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// The one way in for what people say, from Slack, the issue and the command line alike: it is in the journal when a
/// call returns, and only then is the person answered.
/// </summary>
public sealed class Signals(
    IJournal journal,
    Recorder recorder,
    Executor executor,
    TimeProvider time,
    Redactor? redactor = null
)
{
    private readonly EventCleaner _cleaner = new(redactor ?? Redactor.None);

    /// <summary>Opens a run. The same request key always gives the same run.</summary>
    public async Task<Started> StartAsync(
        string requestKey,
        Person requester,
        Door door,
        Plan plan,
        CancellationToken cancellation
    )
    {
        var command = new PersonsCommand.Request(requestKey, requester, plan) { Door = door };
        var decision = Run.Initial(default).Decide(command, time.GetUtcNow());
        if (decision.Refusal is { } refusal)
            return new Started(null, refusal);
        var request = (RunEvent.RunRequested)_cleaner.Clean(decision.Events.Single());
        var opening = await journal.OpenAsync(request, time.GetUtcNow(), cancellation);
        return opening switch
        {
            Opening.Opened opened => Wake(opened.Run),
            Opening.Known known => Wake(known.Run),
            Opening.HostTaken taken => new Started(
                null,
                new Refusal(
                    "host-taken",
                    $"{taken.Host} is in run {taken.By}, which is already open. "
                        + $"Wait for it, or end it with {CommandTable.Abort.Typed(door, taken.By)}."
                ),
                taken.By
            ),
            _ => throw new UnreachableException($"No answer for {opening.GetType().Name}."),
        };
    }

    /// <summary>Applies a person's command to a run; a refusal says why not.</summary>
    public async Task<Recorded> SignalAsync(RunId run, RunCommand command, CancellationToken cancellation)
    {
        var recorded = await recorder.RecordAsync(run, command, lease: null, cancellation);
        executor.Wake(run);
        return recorded;
    }

    private Started Wake(RunId run)
    {
        executor.Wake(run);
        return new Started(run, null);
    }
}
