namespace OlUpgrade.Ssh.Client;

/// <summary>How the key that a host shows compares with the pinned ones.</summary>
public enum HostKeyVerdict
{
    /// <summary>It is the pinned key.</summary>
    Pinned,

    /// <summary>No key is pinned for the host.</summary>
    Unknown,

    /// <summary>Other keys are pinned for the host.</summary>
    Changed,

    /// <summary>The key is marked as revoked: it must never be accepted.</summary>
    Revoked,
}
