namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>Where a watched run is shown: as a tree, as lines for people, as lines for programs.</summary>
internal interface IWatchDisplay
{
    /// <summary>How long a look may wait for news; after it the display is shown the run again, with none.</summary>
    TimeSpan Patience { get; }

    void Show(JournalUpdate news);

    /// <summary>Called at each look that finds no service; null when it answers again.</summary>
    /// <param name="silence">Since when it is silent, and until when it is waited for.</param>
    void Away(QuietPeriod? silence);
}
