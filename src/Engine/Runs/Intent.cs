using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>What is to be done next, as data; the shell obeys.</summary>
public abstract record Intent
{
    private Intent() { }

    /// <summary>Give the plan its digest.</summary>
    public sealed record MakePlan : Intent;

    /// <summary>Prepare, begin and perform this attempt.</summary>
    public sealed record PerformStep(StepKey Key) : Intent;

    /// <summary>Find out what became of this attempt.</summary>
    public sealed record ProbeStep(StepKey Key) : Intent;

    /// <summary>Stop this attempt on its host, and see it ended.</summary>
    public sealed record StopStep(StepKey Key) : Intent;

    /// <summary>Write down that a durable wait is over.</summary>
    public sealed record EndWait(StepKey Key) : Intent;

    public sealed record Remind(string Gate, int Reminder) : Intent;

    public sealed record RemindDecision(StepPlace Place, int Reminder) : Intent;

    public sealed record Expire(string Gate) : Intent;

    /// <summary>Tell people, once, that the stage's next host waits for the window.</summary>
    public sealed record AwaitWindow(string Stage) : Intent;

    /// <summary>Nothing before this time, unless a signal comes.</summary>
    public sealed record WakeAt(DateTimeOffset At) : Intent;

    /// <summary>The runbook has this failure roll back.</summary>
    public sealed record RollBackOnFailure : Intent;

    /// <summary>Write down what the rollback will do.</summary>
    public sealed record PlanRollback : Intent;

    public sealed record Finish : Intent;
}
