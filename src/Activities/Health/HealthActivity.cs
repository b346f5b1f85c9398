using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Asks a host's health questions until all of them hold the required number of times in a row, or the timeout passes.
/// One bad answer resets the count. After a change of the host, the hosts that depend on it are asked too. Only reads.
/// </summary>
public sealed class HealthActivity(IHostShell shell, TimeProvider time) : IActivity
{
    private readonly HostInterview _interview = new(shell);

    public string Name => "health";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var work = (Work.Health)step.Step.Work;
        var started = time.GetTimestamp();
        var inARow = 0;
        while (true)
        {
            var (bad, answers, stop) = await AskAllAsync(step, cancellation);
            if (stop is not null)
                return stop;
            inARow = bad is null ? inARow + 1 : 0;
            if (inARow >= work.Times)
                return new Outcome.Succeeded(
                    answers.Add(Work.Health.InARowFact, work.Times.ToString(CultureInfo.InvariantCulture))
                );
            if (time.GetElapsedTime(started) >= step.Step.Timeout)
                return new Outcome.Failed(Verdict(step, bad), answers);
            await time.PassAsync(work.Every, cancellation);
        }
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    private static Failure Verdict(StepContext step, (FailureKind Kind, string Who, string Problem)? bad) =>
        bad is var (kind, who, problem)
            ? new Failure(kind, $"{who} was not healthy within {TimeText.Of(step.Step.Timeout)}: {problem}")
            : new Failure(
                FailureKind.Unhealthy,
                $"{step.TheHost.Name} did not stay healthy long enough within {TimeText.Of(step.Step.Timeout)}."
            );

    /// <summary>The first problem, every answer, and the outcome if waiting cannot help.</summary>
    private async Task<((FailureKind Kind, string Who, string Problem)? Bad, Facts Answers, Outcome? Stop)> AskAllAsync(
        StepContext step,
        CancellationToken cancellation
    )
    {
        var answers = Facts.Empty;
        foreach (var host in Dependents.Of(step).Prepend(step.TheHost))
        {
            var isOwn = host == step.TheHost;
            var who = isOwn ? host.Name : Dependents.Who(host, step.TheHost);
            var (answered, fault) = await _interview.AskAsync(host, host.Health, cancellation);
            answers = answered.Aggregate(answers, (all, one) =>
                all.SetItem(isOwn ? one.Text : $"{host.Name}: {one.Text}", one.Verdict.Observed)
            );
            if (fault is not null)
                return fault.IsPassing()
                    ? ((FailureKind.Unreachable, who, fault.Sentence), answers, null)
                    : (null, answers, (isOwn ? fault : Dependents.Explained(fault, who)).OutcomeOfRead());
            if (answered.FirstOrDefault(answer => !answer.Verdict.IsHealthy) is { } bad)
                return (
                    (FailureKind.Unhealthy, who, $"\"{bad.Text}\" does not hold: {bad.Verdict.Observed}"),
                    answers,
                    null
                );
        }

        return (null, answers, null);
    }
}
