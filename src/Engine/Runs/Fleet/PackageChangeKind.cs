namespace OlUpgrade.Runs.Fleet;

/// <summary>What an upgrade does to a package.</summary>
public enum PackageChangeKind
{
    /// <summary>A newer version replaces the installed one.</summary>
    Upgrade,

    /// <summary>It was not installed before: a new kernel, a new dependency.</summary>
    Add,

    /// <summary>It stands in the way of another one.</summary>
    Remove,
}
