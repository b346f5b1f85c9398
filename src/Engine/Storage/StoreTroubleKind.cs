namespace OlUpgrade.Storage;

/// <summary>What is wrong with the journal's file or its disk.</summary>
public enum StoreTroubleKind
{
    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>Another process keeps the file locked.</summary>
    Locked,

    /// <summary>The file was removed, moved or replaced while the service had it open.</summary>
    Gone,

    /// <summary>The file or its disk is read-only.</summary>
    ReadOnly,

    /// <summary>The file's content is damaged.</summary>
    Damaged,

    /// <summary>The file or its disk fails in another way.</summary>
    Failing,
}
