namespace OlUpgrade.Sandbox.Hosts;

/// <summary>Whether a simulated host answers.</summary>
public enum HostPhase
{
    /// <summary>It runs and allows logins, even while it is shutting down.</summary>
    Up,

    /// <summary>It is off and does not answer.</summary>
    Down,

    /// <summary>It runs and answers, but does not allow logins yet (pam_nologin).</summary>
    Booting,
}
