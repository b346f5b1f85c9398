using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Api;

/// <summary>The answer to whoever put all open runs on hold.</summary>
/// <param name="Held">The runs that are on hold now.</param>
/// <param name="HeldAlready">The runs that were on hold before.</param>
/// <param name="NotHeld">The runs that could not be put on hold.</param>
/// <param name="Sentence">All of it, for people.</param>
public sealed record HoldAllView(
    IReadOnlyList<int> Held,
    IReadOnlyList<int> HeldAlready,
    IReadOnlyList<int> NotHeld,
    string Sentence
)
{
    internal static HoldAllView Of(IReadOnlyCollection<HoldOutcome> runs) =>
        new(
            Numbers(runs.OfType<HoldOutcome.Held>()),
            Numbers(runs.OfType<HoldOutcome.HeldAlready>()),
            Numbers(runs.OfType<HoldOutcome.NotHeld>()),
            HoldAllText.Of(runs, Door.CommandLine)
        );

    private static List<int> Numbers(IEnumerable<HoldOutcome> runs) => [.. runs.Select(one => one.Run.Number)];
}
