using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage.Tables;

/// <summary>A message that a step posted. The key finds its run, however old the run is.</summary>
public sealed class PostedMessageRow
{
    public required string Channel { get; set; }

    public required string Ts { get; set; }

    public int Run { get; set; }

    public required string Stage { get; set; }

    public required string Host { get; set; }

    public required string Step { get; set; }

    public MessageOrigin ToOrigin() => new(new RunId(Run), new StepPlace(Stage, Host, Step));
}
