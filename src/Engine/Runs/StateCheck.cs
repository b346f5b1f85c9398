namespace OlUpgrade.Runs;

/// <summary>When a person's command is refused because somebody else decided about the run in the meantime.</summary>
public enum StateCheck
{
    /// <summary>Never: to stop is always right.</summary>
    None,

    /// <summary>When the person named the state they saw, and somebody has decided since.</summary>
    WhenSeen,

    /// <summary>
    /// Also when they named none, and another person decided so recently that nobody can have read it.
    /// </summary>
    WhenSeenOrUnread,
}
