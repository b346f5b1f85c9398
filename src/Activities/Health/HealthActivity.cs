using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Asks a host's health questions until all hold so many times in a row, or the time is up. Healthy must stay healthy:
/// one bad answer starts the count anew. Only reads.
/// </summary>
public sealed class HealthActivity(IHostShell shell, TimeProvider time) : IActivity
{
    public string Name => "health";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var work = (Work.Health)step.Step.Work;
        var begun = time.GetTimestamp();
        var inARow = 0;
        while (true)
        {
            var (bad, answers, stop) = await AskAllAsync(step, cancellation);
            if (stop is not null)
                return stop;
            inARow = bad is null ? inARow + 1 : 0;
            if (inARow >= work.Times)
                return new Outcome.Succeeded(answers.Add("in-a-row", work.Times.ToString(CultureInfo.InvariantCulture)));
            if (time.GetElapsedTime(begun) >= step.Step.Timeout)
                return new Outcome.Failed(Verdict(step, bad), answers);
            await time.PassAsync(work.Every, cancellation);
        }
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    private static Failure Verdict(StepContext step, (FailureKind Kind, string Seen)? bad) => bad is { } seen
        ? new Failure(seen.Kind, $"{step.TheHost.Name} was not healthy within {InWords.Of(step.Step.Timeout)}: {seen.Seen}")
        : new Failure(
            FailureKind.Unhealthy,
            $"{step.TheHost.Name} did not stay healthy long enough within {InWords.Of(step.Step.Timeout)}.");

    /// <summary>What is bad now, every answer, and what waiting cannot mend.</summary>
    private async Task<((FailureKind Kind, string Seen)? Bad, Facts Answers, Outcome? Stop)> AskAllAsync(
        StepContext step, CancellationToken cancellation)
    {
        var answers = Facts.Empty;
        (FailureKind, string)? bad = null;
        foreach (var question in step.TheHost.Health)
        {
            var check = HealthCheck.Of(question, step.TheHost);
            var reply = await shell.AskAsync(step.TheHost, check.Script, cancellation);
            if (reply.Fault is { } fault)
                return fault.IsPassing() ? ((FailureKind.Unreachable, fault.Sentence), answers, null) : (null, answers, fault.OutcomeOfRead());
            var verdict = check.Judge(reply.Answer!);
            answers = answers.SetItem(check.Question, verdict.Seen);
            if (!verdict.IsHealthy)
                bad ??= (FailureKind.Unhealthy, $"\"{check.Question}\" does not hold: {verdict.Seen}");
        }

        return (bad, answers, null);
    }
}
