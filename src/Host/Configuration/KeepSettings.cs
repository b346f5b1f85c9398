namespace OlUpgrade.Hosting.Configuration;

/// <summary>How long the service keeps what it has stored, in days.</summary>
public sealed class KeepSettings
{
    /// <summary>
    /// How long a run's journal, with the output of its commands, is kept after the run has ended. The newest 20 runs
    /// are always kept.
    /// </summary>
    /// <value>400 days; from 1 to 36,500.</value>
    public int Runs { get; set; } = 400;
}
