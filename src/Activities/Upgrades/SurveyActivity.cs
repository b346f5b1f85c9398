using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Asks a host who it is, and so whether the service lives there, before the plan is made; and, where a branch is kept
/// for the way back, what it runs, as far as it tells. Only reads.
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
    /// What a host cannot tell is left out: a branch can be kept without it, and health is asked later.
    /// </summary>
    private async Task<Facts> WhatRunsAsync(StepContext step, CancellationToken cancellation)
    {
        var told = Facts.Empty;
        foreach (var what in step.Plan.RollbackBranch is null ? [] : WhatRuns)
        {
            if (
                await CaptureActivity.ReadAsync(shell, step, [what], cancellation) is Outcome.Succeeded
                {
                    Evidence: var facts
                }
            )
                told = told.AddRange(facts.Where(fact => fact.Value.Length > 0));
        }

        return told;
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    internal static string NotAnIdentity(string host, ShellAnswer answer) =>
        $"{host} gave no machine ID and boot ID. It said: {Cut($"{answer.Output} {answer.Error}")}";

    private static string Cut(string text) => text.Trim() is { Length: > 200 } full ? full[..200] + "…" : text.Trim();
}
