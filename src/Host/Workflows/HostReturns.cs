using OlUpgrade.Execution;
using OlUpgrade.Health;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Puts a host that a run left out of service back, when a person says so: once all its health questions hold, or by
/// hand. It is in the journal of that run, or in the fleet's stream alone if that journal has expired.
/// </summary>
public sealed class HostReturns(
    Recorder recorder,
    Signals signals,
    RunbookCatalog catalog,
    HealthProof health,
    TimeProvider time
)
{
    /// <summary>What is in the journal now, or why it is not.</summary>
    public async Task<(string? Done, Refusal? Refusal)> ReturnAsync(
        CommandArguments said,
        CancellationToken cancellation
    )
    {
        if (Problem(said) is { } problem)
            return (null, problem);
        var fleet = await recorder.FleetAsync(cancellation);
        if (fleet.Find(said.Host!) is not { Out: { } outage } host)
            return (null, InService(fleet, said));
        if (host.TakenBy is { } by)
            return (
                null,
                new Refusal("held", $"Run {by} has taken {said.Host}: it returns the host itself, or ends first.")
            );
        var isByHand = said.Flags.Contains(CommandTable.ByHand);
        var (proof, unwell) = isByHand ? (null, null) : await ProofAsync(said, cancellation);
        if (unwell is not null)
            return (null, unwell);
        return await recorder.LoadAsync(outage.Run, cancellation) is { } run
            ? await ByRunAsync(run, FleetRoom.NameIn(run, host), said, proof, cancellation)
            : await ExpiredAsync(host, said, isByHand, proof, cancellation);
    }

    private async Task<(string? Done, Refusal? Refusal)> ByRunAsync(
        Run run,
        string nameThen,
        CommandArguments said,
        Facts? proof,
        CancellationToken cancellation
    )
    {
        var command = new PersonsCommand.Return(nameThen, said.By, said.Reason, proof is null, proof)
        {
            Door = said.Door,
        };
        var recorded = await signals.SignalAsync(run.Id, command, cancellation);
        return recorded.Refusal is { } refusal
            ? (null, refusal)
            : ($"{Sentence(said.Host!, proof)}{NotCarriedOut(run, nameThen)}", null);
    }

    private async Task<(string? Done, Refusal? Refusal)> ExpiredAsync(
        FleetHost host,
        CommandArguments said,
        bool isByHand,
        Facts? proof,
        CancellationToken cancellation
    )
    {
        var returned = new FleetEvent.Returned(host.Host, host.MachineId, null, said.By, isByHand, said.Reason);
        return await recorder.ReturnAsync(returned, cancellation)
            ? ($"{Sentence(said.Host!, proof)} The journal of run {host.Out!.Run} has expired.", null)
            : (null, new Refusal("held", $"{said.Host} is in service, or a run has taken it meanwhile."));
    }

    private static Refusal? Problem(CommandArguments said)
    {
        if (!said.By.Is(Role.Operator))
            return new("not-operator", $"{said.By.Name} is not an operator and may not return hosts.");
        if (string.IsNullOrWhiteSpace(said.Host))
            return new("no-host", $"Say which host: {CommandTable.Return.Usage(said.Door)}.");
        if (WordLimits.ProblemOfText(said.Reason) is { } tooLong)
            return new("too-long", tooLong);
        return said.Flags.Contains(CommandTable.ByHand) && string.IsNullOrWhiteSpace(said.Reason)
            ? new("no-reason", "Say why you know that the host is well: the reason is kept and shown to people.")
            : null;
    }

    private static Refusal InService(FleetState fleet, CommandArguments said)
    {
        if (fleet.Find(said.Host!)?.TakenBy is { } by)
            return new("held", $"Run {by} has taken {said.Host}; it is not out of service.");
        var away = string.Join(", ", fleet.Out.Select(host => host.Host));
        return new(
            "in-service",
            $"No run left {said.Host} out of service. "
                + (away.Length == 0 ? "No host is." : $"Out of service are: {away}.")
        );
    }

    private async Task<(Facts? Proof, Refusal? Refusal)> ProofAsync(
        CommandArguments said,
        CancellationToken cancellation
    )
    {
        var byHand = CommandTable.Return.Typed(said.Door, default, said.Host, flag: CommandTable.ByHand);
        if (catalog.Inventory().Value?.Find(said.Host!) is not { } host)
            return (
                null,
                new("not-proved", $"{said.Host} is not in the inventory. If you know that it is well: {byHand}.")
            );
        using var limit = new CancellationTokenSource(HealthProof.MaxTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var (proof, problem) = await health.AskAsync(host, either.Token);
            return problem is null
                ? (proof, null)
                : (
                    null,
                    new("not-proved", $"{said.Host} stays out of service. {problem} If you know better: {byHand}.")
                );
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return (null, new("not-proved", $"{said.Host} did not answer all its questions in time. Try again."));
        }
    }

    private static string Sentence(string host, Facts? proof) =>
        proof is null
            ? $"{host} counts as in service again, by your word."
            : $"{host} is healthy by {proof.Count} {(proof.Count == 1 ? "question" : "questions")} and counts as in "
                + "service again.";

    /// <summary>Its questions hold behind the load balancer too, so that a person must know.</summary>
    private static string NotCarriedOut(Run run, string host)
    {
        var left = run.Plan!.Stages.Where(stage => stage.Hosts.Contains(host))
            .SelectMany(stage => stage.Steps.Select(step => (step, run.Step(new(stage.Name, host, step.Name)))))
            .LastOrDefault(one => one.step.Work is Work.Return && one.Item2.Phase != StepPhase.Succeeded);
        return left.step?.Work.Scripts.Script is { } script
            ? $" Run {run.Id} never carried out `{left.step.Name}`; see to it that this was done: {script.Trim()}"
            : "";
    }
}
