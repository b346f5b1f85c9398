namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>The status of a stage, host or step in the tree; each has its own sign and colour.</summary>
internal enum NodeStatus
{
    Waiting,
    Working,

    /// <summary>Failed; will be retried automatically.</summary>
    RetryDue,

    /// <summary>Waiting for people's approval.</summary>
    Asking,
    Failed,
    Unknown,
    Done,

    /// <summary>Excluded or skipped by a person.</summary>
    LeftOut,
}
