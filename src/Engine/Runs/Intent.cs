namespace OlUpgrade.Runs;

/// <summary>What to do next with a run, as data: one entry of its <see cref="Agenda"/>.</summary>
public abstract record Intent
{
    private Intent() { }

    /// <summary>Put this command to the run. It needs nothing from outside.</summary>
    public sealed record Decide(RunCommand Command) : Intent;

    /// <summary>Give the plan its digest, after asking which machines other runs work on.</summary>
    public sealed record MakePlan : Intent;

    /// <summary>Prepare, start and perform this attempt.</summary>
    public sealed record PerformStep(StepKey Key) : Intent;

    /// <summary>Find out what became of this attempt.</summary>
    public sealed record ProbeStep(StepKey Key) : Intent;

    /// <summary>Stop this attempt on its host, and wait until it has ended.</summary>
    public sealed record StopStep(StepKey Key) : Intent;

    /// <summary>Do nothing before this time, unless a signal comes.</summary>
    public sealed record WakeAt(DateTimeOffset At) : Intent;
}
