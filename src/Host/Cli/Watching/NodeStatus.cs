namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>How a stage, host or step stands; each has a sign and a colour of its own.</summary>
internal enum NodeStatus
{
    Waiting,
    Working,

    /// <summary>Failed, and to be tried again by itself.</summary>
    Again,

    /// <summary>People are asked for an approval.</summary>
    Asking,
    Failed,
    Unknown,
    Done,

    /// <summary>Left out or skipped, by a person's word.</summary>
    LeftOut,
}
