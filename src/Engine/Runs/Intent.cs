namespace OlUpgrade.Runs;

/// <summary>One entry of a run's <see cref="Agenda"/>: what to do next, as data.</summary>
public abstract record Intent
{
    private Intent() { }

    /// <summary>Let the run decide this command. Nothing outside is needed for it.</summary>
    public sealed record Decide(RunCommand Command) : Intent;

    /// <summary>Give the plan its digest, after checking which machines other open runs have.</summary>
    public sealed record MakePlan : Intent;

    /// <summary>Prepare, start and perform this attempt.</summary>
    public sealed record PerformStep(StepKey Key) : Intent;

    /// <summary>Find out what became of this attempt.</summary>
    public sealed record ProbeStep(StepKey Key) : Intent;

    /// <summary>Stop this attempt on its host, and wait until it has ended there.</summary>
    public sealed record StopStep(StepKey Key) : Intent;

    /// <summary>Do nothing before this time, unless a signal comes.</summary>
    public sealed record WakeAt(DateTimeOffset At) : Intent;
}
