using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>Starts runs as people wish them, from Slack and the command line alike.</summary>
public sealed class RunStarter(
    RunbookCatalog shelf,
    Recorder recorder,
    RunExpiry expiry,
    Signals signals,
    RunEvidence evidence
)
{
    /// <summary>The code of a refusal of what was typed, as against what the journal refuses.</summary>
    public const string BadInput = "bad-input";

    /// <summary>What would be done; asks no host and writes nothing down.</summary>
    public async Task<PlannerAnswer> PlanAsync(RunRequest wish, CancellationToken cancellation)
    {
        if (wish.Continues is not { } number)
            return wish.Runbook is { } runbook
                ? shelf.Plan(runbook, wish.Parameters, wish.Hosts)
                : PlannerAnswer.Refused([$"Say which runbook. There are: {string.Join(", ", shelf.Names)}."]);
        return await recorder.LoadAsync(number, cancellation) is { } earlier
            ? shelf.Continue(earlier, wish.Runbook, wish.Parameters, wish.Hosts)
            : PlannerAnswer.Refused([
                await expiry.SentenceOfAsync(number, cancellation) ?? $"There is no run {number}.",
            ]);
    }

    /// <summary>Opens the run, or says why there is none; with the plan it has.</summary>
    /// <param name="requestKey">Names the request: however often it is made, it is one run.</param>
    public async Task<(Started Started, Plan? Plan)> StartAsync(
        RunRequest wish,
        string requestKey,
        Person requester,
        Door door,
        CancellationToken cancellation
    )
    {
        var answer = await PlanAsync(wish, cancellation);
        if (answer.Plan is not { } made)
            return (new Started(null, new Refusal(BadInput, string.Join('\n', answer.Refusals))), null);
        var plan = await evidence.AddToAsync(made, cancellation);
        return (await signals.StartAsync(requestKey, requester, door, plan, cancellation), plan);
    }
}
