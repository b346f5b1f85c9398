namespace OlUpgrade.Sandbox.Hosts;

/// <summary>Whether a simulated host answers.</summary>
public enum HostPhase
{
    /// <summary>It runs and lets people in, also while it has begun to shut down.</summary>
    Up,

    /// <summary>It is off; nothing answers.</summary>
    Down,

    /// <summary>It runs and answers, but lets nobody in yet (pam_nologin).</summary>
    Booting,
}
