using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Puts every open run on hold, each with an append of its own: a run that cannot be put on hold keeps no other one
/// from it.
/// </summary>
public sealed class HoldOfAllRuns(IJournal journal, Recorder recorder, Signals signals, ILogger<HoldOfAllRuns> logger)
{
    /// <summary>What became of each open run, by number; a refusal if the person may not do this at all.</summary>
    /// <param name="said">When a command that may arrive late was given: later decisions stand. Null for now.</param>
    public async Task<(ImmutableArray<HoldOutcome> Runs, Refusal? Refusal)> HoldAsync(
        PersonsCommand.Halt halt,
        DateTimeOffset? said,
        CancellationToken cancellation
    )
    {
        if (Entitlement.NotListed(halt.By) is { Refusal: { } refusal })
            return ([], refusal);
        var open = await journal.ListAsync(onlyOpen: true, RunListLimits.MaxOpen, cancellation);
        // Together, so that a run whose turn comes late delays no other one.
        var outcomes = await Task.WhenAll(open.Select(run => TryAsync(run.Run, halt, said, cancellation)));
        return ([.. outcomes.OrderBy(outcome => outcome.Run.Number)], null);
    }

    private async Task<HoldOutcome> TryAsync(
        RunId run,
        PersonsCommand.Halt halt,
        DateTimeOffset? said,
        CancellationToken cancellation
    )
    {
        try
        {
            return await HoldAsync(run, halt, said, cancellation);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new HoldOutcome.NotHeld(run, unavailable.Trouble.Sentence);
        }
        catch (Exception bug) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(bug, "Run {Run} could not be put on hold: a bug in OlUpgrade", run);
            return new HoldOutcome.NotHeld(run, "The service failed; its log says why.");
        }
    }

    private async Task<HoldOutcome> HoldAsync(
        RunId id,
        PersonsCommand.Halt halt,
        DateTimeOffset? said,
        CancellationToken cancellation
    )
    {
        if (
            said is { } at
            && await recorder.LoadAsync(id, cancellation) is { HaltedBy: null, LastDecision: { } last }
            && last.At > at
        )
            return new HoldOutcome.NotHeld(
                id,
                $"After you said this: {last.Sentence} Say it again if it is still right."
            );
        var recorded = await signals.SignalAsync(id, halt, cancellation);
        if (recorded.Refusal is { } refusal)
            return new HoldOutcome.NotHeld(id, refusal.Sentence);
        return recorded.IsChanged ? new HoldOutcome.Held(id) : new HoldOutcome.HeldAlready(id);
    }
}
