namespace OlUpgrade.Calendar;

/// <summary>How long one host is expected to take.</summary>
/// <param name="Host">All steps of the host.</param>
/// <param name="Rollback">The host's rollback, in case a step fails.</param>
public sealed record ExpectedTime(TimeSpan Host, TimeSpan Rollback)
{
    /// <summary>How much of the window must remain when a host starts.</summary>
    public TimeSpan Total => Host + Rollback;
}
