namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>How much of a run is shown; the most that fits on the screen, in this order.</summary>
internal enum Detail
{
    /// <summary>Every host of every stage, and the steps of hosts in progress.</summary>
    All,

    /// <summary>Only the hosts of the current stage.</summary>
    CurrentStage,

    /// <summary>Only what is in progress or stuck; everything else is counted.</summary>
    Work,
}
