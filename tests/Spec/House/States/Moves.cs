using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.States;

/// <summary>What may happen to a run next: what it wants, how work in flight may end, what people may say.</summary>
internal static class Moves
{
    private const string Host = "ol-a";
    private const string Reason = "because";

    public static IEnumerable<RunCommand> Of(Run run, DateTimeOffset now) =>
        [
            .. Agenda.Next(run, now).SelectMany(intent => Obeyed(run, intent)),
            .. run.Steps.Values.Where(step => step.Phase == StepPhase.Started).SelectMany(step => Ended(run, step)),
            .. Said(run),
        ];

    /// <summary>What happens next when everything goes well; null when nothing does by itself.</summary>
    public static RunCommand? Good(Run run, DateTimeOffset now) =>
        Agenda.Next(run, now).SelectMany(intent => Obeyed(run, intent)).FirstOrDefault()
        ?? run.Steps.Values.Where(step => step.Phase == StepPhase.Started)
            .SelectMany(step => Ended(run, step))
            .FirstOrDefault()
        ?? (run.CurrentGate is { } gate ? new PersonsCommand.Approve(gate.Name, null, Some.Approver) : null);

    private static IEnumerable<RunCommand> Obeyed(Run run, Intent intent) =>
        intent switch
        {
            Intent.MakePlan => [new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty)],
            Intent.PerformStep perform =>
            [
                new RunCommand.BeginStep(perform.Key, run.FencingToken, Facts.Empty),
                Unprepared(perform.Key),
            ],
            Intent.ProbeStep probe => Answers(probe.Key),
            Intent.StopStep stop => Answers(stop.Key),
            Intent.Decide decide => [decide.Command],
            Intent.WakeAt => [],
            _ => throw new InvalidOperationException($"What does a run do that wants {intent}?"),
        };

    private static RunCommand.ReportOutcome Unprepared(StepKey key) =>
        new(key, Outcome.Fail(FailureKind.Unreachable, "unreachable", retryable: false));

    private static IEnumerable<RunCommand> Answers(StepKey key) =>
        [
            new RunCommand.ReportProbe(key, new ProbeAnswer.Happened(Outcome.Done())),
            new RunCommand.ReportProbe(
                key,
                new ProbeAnswer.Happened(Outcome.Fail(FailureKind.ExitCode, "failed", retryable: false))
            ),
            new RunCommand.ReportProbe(key, new ProbeAnswer.DidNotHappen("absent")),
            new RunCommand.ReportProbe(key, new ProbeAnswer.CannotTell("nobody knows")),
            new RunCommand.ReportProbe(key, new ProbeAnswer.CannotAsk("no answer")),
        ];

    private static IEnumerable<RunCommand> Ended(Run run, StepProgress step)
    {
        var key = new StepKey(run.Id, step.Place, step.Attempt);
        return
        [
            new RunCommand.ReportOutcome(key, Outcome.Done()),
            new RunCommand.ReportOutcome(key, Outcome.Fail(Usual(run, step), "failed")),
            new RunCommand.ReportOutcome(key, Outcome.Fail(Usual(run, step), "failed for good", retryable: false)),
            new RunCommand.ReportOutcome(key, new Outcome.Unknown("the connection was lost")),
        ];
    }

    // How a step of this kind fails for good: that of a preflight can be overridden, that of a taking adopted.
    private static FailureKind Usual(Run run, StepProgress step) =>
        run.Plan!.Step(step.Place).Work switch
        {
            Work.Preflight => FailureKind.NotReady,
            Work.TakeHost => FailureKind.Refused,
            // Of all others it makes no difference.
            _ => FailureKind.ExitCode,
        };

    private static IEnumerable<RunCommand> Said(Run run)
    {
        var (asker, other) = (Some.Requester, Some.Approver);
        return
        [
            new PersonsCommand.Approve(run.CurrentGate?.Name ?? "", null, asker),
            new PersonsCommand.Approve(run.CurrentGate?.Name ?? "", null, other),
            new PersonsCommand.Refuse(null, other, Reason),
            new PersonsCommand.Resume(null, asker, Reason),
            new PersonsCommand.Halt(asker, Reason),
            new PersonsCommand.Exclude(Host, asker, Reason),
            .. run.RollbackCount == 0 ? RolledBack(other) : [],
            new PersonsCommand.Adopt(Host, asker, Reason),
            new PersonsCommand.WaiveWindow(Host, other, Reason),
            new PersonsCommand.Abort(asker, Reason),
            new PersonsCommand.Abort(asker, Reason, Stops: true),
            .. run.Gates.Keys.Select(gate => new PersonsCommand.Withdraw(gate, other)),
            .. run.Stuck.SelectMany(step => About(step.Place, asker, other)),
            .. run.Obstacles.Select(step => new PersonsCommand.Override(step.Place, other, Reason)),
        ];
    }

    /// <summary>Once: each rollback adds stages to the plan, and there would be no end of them.</summary>
    private static IEnumerable<RunCommand> RolledBack(Person by) =>
        [
            new PersonsCommand.RollBack(Host, by, Reason),
            new PersonsCommand.RollBack(Host, by, Reason, IsEmergency: true),
        ];

    private static IEnumerable<RunCommand> About(StepPlace place, Person asker, Person other) =>
        [
            new PersonsCommand.Retry(place, asker, Reason),
            new PersonsCommand.Skip(place, other, Reason),
            new PersonsCommand.Settle(place, Happened: true, asker, Reason),
            new PersonsCommand.Settle(place, Happened: false, asker, Reason),
        ];
}
