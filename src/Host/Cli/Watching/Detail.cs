namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>How much of a run is shown: as much as fits.</summary>
internal enum Detail
{
    /// <summary>Every host of every stage; the steps of the hosts in work.</summary>
    All,

    /// <summary>The hosts of the stage in work alone.</summary>
    CurrentStage,

    /// <summary>What is in work or stuck; all else is counted.</summary>
    Work,
}
