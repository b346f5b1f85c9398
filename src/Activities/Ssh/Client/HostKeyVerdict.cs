namespace OlUpgrade.Ssh.Client;

/// <summary>How the key that a host presents compares with the pinned keys.</summary>
public enum HostKeyVerdict
{
    /// <summary>It is pinned for the host.</summary>
    Pinned,

    /// <summary>No key is pinned for the host.</summary>
    Unknown,

    /// <summary>Other keys are pinned for the host.</summary>
    Changed,

    /// <summary>The key is marked as revoked: it must never be accepted.</summary>
    Revoked,
}
