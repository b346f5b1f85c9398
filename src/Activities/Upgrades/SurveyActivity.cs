using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Identifies a host before the plan is made, and notes whether the service itself runs there. If the runbook keeps a
/// rollback branch, also reads what the host runs, as far as it can tell. Only reads.
/// </summary>
public sealed class SurveyActivity(IHostShell shell, OwnMachine own) : IActivity
{
    private static readonly ImmutableArray<string> WhatRuns =
    [
        HostVersions.VersionsFact,
        HostVersions.RevisionFact,
        RunningCommits.CommitsFact,
    ];

    public string Name => "survey";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await shell.AskAsync(
            step.TheHost,
            ShellScript.Of(HostQuestions.Identity, HostQuestions.Deadline),
            cancellation
        );
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        return HostIdentity.Read(reply.Answer!) is { } identity
            ? new Outcome.Succeeded(own.FactsOf(identity).AddRange(await WhatRunsAsync(step, cancellation)))
            : Outcome.Fail(FailureKind.Refused, NotAnIdentity(step.TheHost.Name, reply.Answer!));
    }

    /// <summary>
    /// A fact that the host cannot report is left out: the branch does not need it, and health is checked later.
    /// </summary>
    private async Task<Facts> WhatRunsAsync(StepContext step, CancellationToken cancellation)
    {
        var known = Facts.Empty;
        foreach (var what in step.Plan.RollbackBranch is null ? [] : WhatRuns)
        {
            if (
                await CaptureActivity.ReadAsync(shell, step, [what], cancellation) is Outcome.Succeeded
                {
                    Evidence: var facts
                }
            )
                known = known.AddRange(facts.Where(fact => fact.Value.Length > 0));
        }

        return known;
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    internal static string NotAnIdentity(string host, ShellAnswer answer) =>
        $"{host} gave no valid machine ID and boot ID. It answered: {Cut($"{answer.Output} {answer.Error}")}";

    private static string Cut(string text) => text.Trim() is { Length: > 200 } full ? full[..200] + "…" : text.Trim();
}
