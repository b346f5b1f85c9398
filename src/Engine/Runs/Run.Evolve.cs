using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Runs;

public sealed partial record Run
{
    /// <summary>The state after one more entry. Entries come in order; a gap is a bug in the caller.</summary>
    public Run Evolve(Entry entry)
    {
        if (entry.Run != Id || entry.Version != Version + 1)
            throw new InvalidOperationException($"Entry {entry.Run}/{entry.Version} cannot follow {Id}/{Version}.");
        return TimeEvolution.WithoutIdleWait(Apply(entry.Event, entry.At)) with
        {
            Identities = EventPerson.Of(entry.Event) is { } person ? Identities.With(person) : Identities,
            Version = entry.Version,
            LastDecision = HumanDecision.Of(entry) ?? LastDecision,
        };
    }

    public static Run Fold(RunId id, IEnumerable<Entry> entries) =>
        entries.Aggregate(Initial(id), (run, entry) => run.Evolve(entry));

    private Run Apply(RunEvent happened, DateTimeOffset at) =>
        happened switch
        {
            RunEvent.RunRequested e => Requested(e, at),
            RunEvent.RunTakenOver e => this with { FencingToken = e.Fence },
            RunEvent.PlanMade e => Seeing(e.Fleet) with { PlanDigest = e.Digest },
            RunEvent.StepStarted e => TimeEvolution.Begun(
                Seeing(e.Fleet).With(StepEvolution.Started(Step(e.Place), e, at)),
                e.Place
            ),
            RunEvent.StepSucceeded e => Succeeded(e.Place, e.Evidence, at),
            RunEvent.StepFailed e => With(StepEvolution.Failed(Step(e.Place), e, at)),
            RunEvent.RetryScheduled e => With(StepEvolution.RetryDue(Step(e.Place), e)),
            RunEvent.StepDoubted e => With(StepEvolution.Doubted(Step(e.Place), e)),
            RunEvent.StepNotHappened e => With(StepEvolution.NextAttempt(Step(e.Place))),
            RunEvent.StepUnknown e => With(StepEvolution.Unknown(Step(e.Place), e, at)),
            RunEvent.StepResumed e => With(StepEvolution.Resumed(Step(e.Place), e.LooksFirst, at)),
            RunEvent.DoubtSettled { Happened: true } e => Succeeded(e.Place, StepEvolution.AttestedBy(e), at),
            RunEvent.DoubtSettled e => With(StepEvolution.NextAttempt(Step(e.Place))),
            RunEvent.PreflightOverridden e => Overridden(e, at),
            RunEvent.HostAdopted e => Adopted(e, at),
            RunEvent.StepSkipped e => With(StepEvolution.Skipped(Step(e.Place), at)).WithOpenQuestion(e.Place, at),
            RunEvent.StepRefused e => Refused(e, at),
            RunEvent.HostExcluded e => Without(e),
            RunEvent.HostReturned e => this with
            {
                ReturnedAt = ReturnedAt.SetItem(e.Host, at),
                Away = Away.Remove(e.Host),
            },
            RunEvent.NoteAdded e => this with { Noted = Noted.Add(e.Key) },
            RunEvent.RunHalted e => this with { HaltedBy = e.By },
            RunEvent.RunResumed => this with { HaltedBy = null },
            RunEvent.RollbackAsked e => RollbackRequested(e, at),
            RunEvent.RollbackPlanned e => Planned(e),
            RunEvent.RollbackRefused e => RollbackDenied(e),
            RunEvent.HostRolledBack e => HostRolledBack(e.Host, [], at),
            RunEvent.HostMixed e => HostRolledBack(e.Host, e.Differences, at),
            RunEvent.ApprovalGiven e => Approved(e, at),
            RunEvent.ApprovalWithdrawn e => Without(e.Stage, e.By),
            RunEvent.ApprovalVoided e => Voided(e, at),
            RunEvent.ApprovalReminded e => With(Gate(e.Stage) with { Reminders = e.Reminder }),
            RunEvent.DecisionReminded e => With(Step(e.Place) with { Reminders = e.Reminder }),
            RunEvent.ApprovalExpired e => With(Gate(e.Stage) with { Expired = true }),
            RunEvent.ApprovalReopened e => With(Gate(e.Stage) with { AskedAt = at, Reminders = 0, Expired = false }),
            RunEvent.SignalIgnored e => Ignoring(e),
            RunEvent.WindowAwaited e => this with { Awaited = new(e.Stage, e.Host, e.Until, e.Why) },
            RunEvent.WindowWaived e => this with { Awaited = null, Waived = Waived.Add(e.Host) },
            RunEvent.ClockJumped e => TimeEvolution.Moved(this, e, at),
            RunEvent.RunRefused e => End(RunStatus.Refused, $"refused by {e.By.Name}{Because(e.Reason)}", at),
            RunEvent.RunAborted e => Aborted(e, at),
            RunEvent.RunSucceeded => End(RunStatus.Succeeded, "all hosts are done", at),
            RunEvent.RunRolledBack e => End(RunStatus.RolledBack, RolledBack(e), at),
            RunEvent.RunFailed e => End(RunStatus.Failed, $"not as it should be: {string.Join(", ", e.Hosts)}", at),
            RunEvent.BranchOffered => this with { IsBranchOffered = true },
            RunEvent.BranchDeletionRequested e => this with { BranchDeletedBy = e.By.Name },
            _ => throw new UnreachableException($"No evolution for {happened.GetType().Name}."),
        };

    private Run Seeing(FleetSeen? fleet) =>
        fleet is null
            ? this
            : this with
            {
                Away = fleet.Away.ToImmutableSortedDictionary(host => host.Host, host => host, StringComparer.Ordinal),
            };

    /// <summary>A preflight is over with that. A host that the limit kept away is taken after all.</summary>
    private Run Overridden(RunEvent.PreflightOverridden e, DateTimeOffset at) =>
        Plan!.Step(e.Place).Work is Work.TakeHost
            ? With(StepEvolution.Resumed(Step(e.Place), looksFirst: false, at)) with
            {
                LimitWaived = LimitWaived.SetItem(e.Place.Host, FleetRoom.AwayAt(Step(e.Place))),
            }
            : With(StepEvolution.Overridden(Step(e.Place), e, at));

    private Run Without(RunEvent.HostExcluded e) =>
        this with
        {
            Excluded = Excluded.Add(e.Host),
            LeftOut = RollbackDecisions.IsRunbook(e.By) ? LeftOut.Add(e.Host) : LeftOut,
        };

    private Run Requested(RunEvent.RunRequested e, DateTimeOffset at) =>
        this with
        {
            Plan = e.Plan,
            Requester = e.Requester,
            RequestKey = e.RequestKey,
            RequestedAt = at,
        };

    private Run Approved(RunEvent.ApprovalGiven e, DateTimeOffset at)
    {
        var gate = Gate(e.Stage);
        return With(gate with { Approvals = gate.Approvals.Add(new(e.By, at, e.IsReaction)) });
    }

    /// <summary>The question is open again for its whole time, however long ago it was asked.</summary>
    private Run Voided(RunEvent.ApprovalVoided e, DateTimeOffset at)
    {
        var run = Without(e.Stage, new(e.By, [], e.Accounts));
        return e.Accounts is null || Gate(e.Stage).AskedAt is null
            ? run
            : run.With(run.Gate(e.Stage) with { AskedAt = at, Reminders = 0, Expired = false });
    }

    private Run Without(string gate, Person approver) => With(Gate(gate).Without(given => AreOne(given.By, approver)));

    private Run Succeeded(StepPlace place, Facts evidence, DateTimeOffset at)
    {
        var run = With(StepEvolution.Succeeded(Step(place), evidence, at));
        // Who overrode the limit meant this take, and no later one.
        if (place.Step == ReservedNames.TakeStep)
            run = run with { LimitWaived = LimitWaived.Remove(place.Host) };
        return run.WithOpenQuestion(place, at);
    }

    /// <summary>The host is taken again, and then the refused step is retried.</summary>
    private Run Adopted(RunEvent.HostAdopted e, DateTimeOffset at)
    {
        var again = With(StepEvolution.Resumed(Step(e.Place), looksFirst: false, at));
        return again.With(StepEvolution.Adopting(again.Step(BuiltInSteps.TakeOf(e.Place))));
    }

    private Run HostRolledBack(string host, ImmutableArray<string> differences, DateTimeOffset at) =>
        this with
        {
            RolledBackHosts = RolledBackHosts.SetItem(host, differences),
            RolledBackAt = RolledBackAt.SetItem(host, at),
        };

    /// <summary>The run changes direction, whatever its state; a run that had ended is open again.</summary>
    private Run RollbackRequested(RunEvent.RollbackAsked e, DateTimeOffset at) =>
        this with
        {
            Rollback = new(RollbackCount + 1, e.Target, e.Hosts, e.By, e.Reason, e.IsEmergency, From: this),
            RollbackCount = RollbackCount + 1,
            Excluded = [],
            LeftOut = [],
            LimitWaived = LimitWaived.Clear(),
            RolledBackHosts = RolledBackHosts.RemoveRange(e.Hosts),
            ReturnedAt = ReturnedAt.SetItems((e.Returned ?? []).Select(host => KeyValuePair.Create(host, at))),
            HaltedBy = null,
            Awaited = null,
            Ending = null,
            EndedBecause = null,
            EndedAt = null,
            StopsCommands = Plan!.WayBack.StopsCommands,
        };

    private Run Planned(RunEvent.RollbackPlanned e) =>
        this with
        {
            Plan = Plan! with { Stages = [.. Plan.Stages, .. e.Stages] },
            Rollback = Rollback is null ? null : Rollback with { Stages = [.. e.Stages.Select(stage => stage.Name)] },
            StopsCommands = false,
        };

    /// <summary>
    /// Restores the state from before the request. Two people disagreed about this run, so an open one is put on hold
    /// instead of continuing by itself.
    /// </summary>
    private Run RollbackDenied(RunEvent.RollbackRefused e)
    {
        if (Rollback?.From is not { } before)
            return this;
        return this with
        {
            Rollback = before.Rollback,
            Excluded = before.Excluded,
            LeftOut = before.LeftOut,
            LimitWaived = before.LimitWaived,
            RolledBackHosts = before.RolledBackHosts,
            HaltedBy = before.HaltedBy ?? (before.IsFinished ? null : e.By),
            Ending = before.Ending,
            EndedBecause = before.EndedBecause,
            EndedAt = before.EndedAt,
            StopsCommands = before.StopsCommands,
        };
    }

    private static string RolledBack(RunEvent.RunRolledBack e)
    {
        var same = e is { Hosts.IsEmpty: true, Mixed.IsEmpty: false }
            ? "no host is proved to be as before the run"
            : $"as before the run: {string.Join(", ", e.Hosts)}";
        return e.Mixed.IsEmpty ? same : $"{same}; not all as it was: {string.Join(", ", e.Mixed)}";
    }

    /// <summary>If this step posts the question of a gate, the question is open from now on.</summary>
    private Run WithOpenQuestion(StepPlace question, DateTimeOffset at) =>
        Plans.Gate.AskedBy(Plan!, question) is { } gate ? With(Gate(gate.Name) with { AskedAt = at }) : this;

    /// <summary>The gate closes again: if someone retries the step, its question is asked again.</summary>
    private Run Refused(RunEvent.StepRefused e, DateTimeOffset at)
    {
        var refused = With(StepEvolution.Refused(Step(e.Place), e, at));
        return Plans.Gate.Of(Plan!, e.Place) is { } gate
            ? refused.With(GateProgress.Closed(gate.Name)).With(StepEvolution.NextAttempt(Step(gate.Question)))
            : refused;
    }

    private Run With(StepProgress step) => this with { Steps = Steps.SetItem(step.Place, step) };

    private Run With(GateProgress gate) => this with { Gates = Gates.SetItem(gate.Stage, gate) };

    private Run Ignoring(RunEvent.SignalIgnored e) =>
        this with
        {
            Ignored = Ignored.Add(GateDecisions.IgnoredKey(this, e.Stage, e.By, e.Why.Code)),
        };

    private Run Aborted(RunEvent.RunAborted e, DateTimeOffset at) =>
        End(RunStatus.Aborted, $"aborted by {e.By.Name}{Because(e.Reason)}", at) with
        {
            StopsCommands = e.Stops,
        };

    private Run End(RunStatus ending, string because, DateTimeOffset at) =>
        this with
        {
            Ending = ending,
            EndedBecause = because,
            EndedAt = at,
        };

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason})";
}
