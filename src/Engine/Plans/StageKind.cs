namespace OlUpgrade.Plans;

/// <summary>The purpose of a planned stage. The runbook's own stages are of kind <see cref="Upgrade"/>.</summary>
public enum StageKind
{
    /// <summary>Posts the header message; its thread reports everything that follows.</summary>
    Open,

    /// <summary>Only reads: the identity of the hosts, and the commits to roll back to.</summary>
    Survey,

    /// <summary>Opens the issue and posts the plan.</summary>
    Announce,

    /// <summary>Prepares the rollback, after approval and before any host is changed.</summary>
    Prepare,

    /// <summary>A stage of the runbook, which changes hosts.</summary>
    Upgrade,

    /// <summary>Quiet time after a stage, and the health check of its hosts at the end.</summary>
    Soak,

    /// <summary>Rolls one host back; added when a rollback is requested.</summary>
    Rollback,
}
