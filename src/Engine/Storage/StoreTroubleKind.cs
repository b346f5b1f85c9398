namespace OlUpgrade.Storage;

/// <summary>What is wrong with the place where the journal is kept.</summary>
public enum StoreTroubleKind
{
    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>Another process holds a lock and does not let go.</summary>
    Locked,

    /// <summary>The file was removed, moved or replaced while the service uses it.</summary>
    Gone,

    /// <summary>The file or its disk may only be read.</summary>
    ReadOnly,

    /// <summary>What the file holds is damaged.</summary>
    Damaged,

    /// <summary>The disk or the file cannot be used for another reason.</summary>
    Failing,
}
