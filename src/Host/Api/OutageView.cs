using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Api;

/// <summary>A host in the API that is out of service, whatever became of the run that took it out.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Run">The run that took it out.</param>
/// <param name="Step">The step that did.</param>
/// <param name="TakenBy">The open run that has taken it now; null if none has.</param>
/// <param name="Sentence">All of it, for people.</param>
public sealed record OutageView(
    string Host,
    DateTimeOffset Since,
    int Run,
    string Step,
    bool IsDrained,
    int? TakenBy,
    string Sentence
)
{
    /// <summary>The view of a host that is out of service.</summary>
    internal static OutageView Of(FleetHost host) =>
        new(
            host.Host,
            host.Out!.Since,
            host.Out.Run.Number,
            host.Out.Step,
            host.Out.IsDrained,
            host.TakenBy?.Number,
            AwayText.Of(host, Door.CommandLine)
        );
}
