namespace OlUpgrade.Plans;

/// <summary>What a planned stage is for. The runbook's own stages are <see cref="Upgrade"/>.</summary>
public enum StageKind
{
    /// <summary>Posts the header, in whose thread people hear of everything that follows.</summary>
    Open,

    /// <summary>Reads only: who the hosts are, which commits the way back starts from.</summary>
    Survey,

    /// <summary>Opens the issue and posts the plan.</summary>
    Announce,

    /// <summary>Makes the way back, after approval and before any host is changed.</summary>
    Prepare,

    /// <summary>A stage of the runbook: hosts are changed.</summary>
    Upgrade,

    /// <summary>Quiet time after a stage, and the look at its hosts that ends it.</summary>
    Soak,

    /// <summary>Brings one host back; added when a rollback is asked for.</summary>
    Rollback,
}
