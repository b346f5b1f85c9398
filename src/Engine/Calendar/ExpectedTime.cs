namespace OlUpgrade.Calendar;

/// <summary>What one host is expected to take: its steps, and the way back if they fail.</summary>
public sealed record ExpectedTime(TimeSpan Host, TimeSpan Rollback)
{
    /// <summary>So much of the window must be left when a host begins.</summary>
    public TimeSpan Total => Host + Rollback;
}
