namespace OlUpgrade.Hosting.Configuration;

/// <summary>How long things are kept, in days.</summary>
public sealed class KeepSettings
{
    /// <summary>A run's journal, with the output of its commands, after the run has ended.</summary>
    /// <value>Default 400; at least 1. The newest 20 runs are kept however old they are.</value>
    public int Runs { get; set; } = 400;
}
