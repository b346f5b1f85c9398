namespace OlUpgrade.Runbooks;

/// <summary>A step's place in a run: stage, host and step. Steps of the run itself have the host <c>-</c>.</summary>
public readonly record struct StepPlace(string Stage, string Host, string Step)
{
    /// <summary>The host name of steps that belong to the run as a whole.</summary>
    public const string NoHost = "-";

    public override string ToString() => Host == NoHost ? $"{Stage}: {Step}" : $"{Host}: {Step}";
}
