namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>How a watched run is shown: as a tree, as lines for people, or as lines for programs.</summary>
internal interface IWatchDisplay
{
    /// <summary>How long a read may wait for new entries. After that the run is shown again without any.</summary>
    TimeSpan MaxWait { get; }

    void Show(JournalUpdate update);

    /// <summary>Called for each read that the service did not answer, and with null once it answers again.</summary>
    /// <param name="outage">Since when the service has been silent, and until when it is awaited.</param>
    void ShowOutage(QuietPeriod? outage);
}
