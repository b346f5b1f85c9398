using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>Plans and starts the runs that people request from Slack or the command line.</summary>
public sealed class RunStarter(
    RunbookCatalog catalog,
    Recorder recorder,
    RunExpiry expiry,
    Signals signals,
    RunEvidence evidence,
    Redactor redactor
)
{
    /// <summary>The code of a refusal because of wrong input, in contrast to the refusals of the journal.</summary>
    public const string BadInput = "bad-input";

    /// <summary>The plan that the run would have. Asks no host and records nothing.</summary>
    public async Task<PlannerAnswer> PlanAsync(RunRequest request, CancellationToken cancellation)
    {
        if (WordLimits.ProblemOfStart(request.Runbook, request.Parameters, request.Hosts) is { } tooMuch)
            return PlannerAnswer.Refused([tooMuch]);
        if (SecretIn(request) is { } secret)
            return PlannerAnswer.Refused([secret]);
        if (request.Continues is not { } number)
            return request.Runbook is { } runbook
                ? catalog.Plan(runbook, request.Parameters, request.Hosts)
                : PlannerAnswer.Refused([$"Name a runbook: {string.Join(", ", catalog.Names)}."]);
        return await recorder.LoadAsync(number, cancellation) is { } earlier
            ? catalog.Continue(earlier, request.Runbook, request.Parameters, request.Hosts)
            : PlannerAnswer.Refused([
                await expiry.SentenceOfAsync(number, cancellation) ?? $"There is no run {number}.",
            ]);
    }

    /// <summary>Opens the run and returns it with its plan, or the refusal.</summary>
    /// <param name="requestKey">The idempotency key of the request: repeated requests with it open one run.</param>
    public async Task<(Started Started, Plan? Plan)> StartAsync(
        RunRequest request,
        string requestKey,
        Person requester,
        Door door,
        CancellationToken cancellation
    )
    {
        var answer = await PlanAsync(request, cancellation);
        if (answer.Plan is not { } bare)
            return (new Started(null, new Refusal(BadInput, string.Join('\n', answer.Refusals))), null);
        var plan = await evidence.AddToAsync(bare, cancellation);
        return (await signals.StartAsync(requestKey, requester, door, plan, cancellation), plan);
    }

    /// <summary>Why a value is no parameter, without repeating it; null if all of them may be shown.</summary>
    private string? SecretIn(RunRequest request) =>
        request.Parameters.FirstOrDefault(given => redactor.Finds(given.Value)).Key is { } name
            ? $"The value of {redactor.Clean(name)} looks like a token or a private key. "
                + "A parameter is shown in Slack, on the tracking issue and in the journal: keep the secret in a file "
                + "on the host and let the runbook read it there. If it is real, replace it now."
            : null;
}
