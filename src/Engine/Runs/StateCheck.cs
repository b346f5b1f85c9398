namespace OlUpgrade.Runs;

/// <summary>When a person's command is refused because someone else decided about the run in the meantime.</summary>
public enum StateCheck
{
    /// <summary>Never: a run may always be stopped.</summary>
    None,

    /// <summary>When the person said which state they saw, and someone has decided since.</summary>
    WhenSeen,

    /// <summary>
    /// Also when they did not say, and another person decided too recently for them to have read it.
    /// </summary>
    WhenSeenOrUnread,
}
