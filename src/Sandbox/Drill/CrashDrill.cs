using System.Collections.Concurrent;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// Plays a plan on simulated hosts once undisturbed, then once for each crash point: there the service is killed and
/// restarted from the database file alone. Every story must end like the undisturbed run, with the same effects.
/// </summary>
internal sealed class CrashDrill(Plan plan, DrillFiles files)
{
    /// <summary>The run without any kill.</summary>
    public Task<Ending> UndisturbedAsync() => PlayAsync(Scenario.Undisturbed(plan));

    /// <summary>
    /// Plays all crash points, or only those given; none if the undisturbed run did not succeed.
    /// </summary>
    /// <param name="report">Called with the number of finished stories and the number of all.</param>
    public async Task<DrillResult> PlayAsync(
        Ending undisturbed,
        IReadOnlyList<CrashPoint> only,
        Action<int, int> report,
        CancellationToken cancellation
    )
    {
        var effects = EffectTally.Of(undisturbed.World.Fleet.Effects);
        var result = new DrillResult(plan, undisturbed.Appends, undisturbed.Run.Status, null, effects, []);
        if (result.Status != RunStatus.Succeeded)
            return result with { Trouble = Trouble(undisturbed) };
        var points = only.Count > 0 ? only : [.. Enumerable.Range(1, undisturbed.Appends).SelectMany(CrashPoint.Both)];
        var stories = new ConcurrentBag<DrillStory>();
        var eachCore = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        await Parallel.ForEachAsync(points, eachCore, async (point, _) =>
        {
            stories.Add(await StoryAsync(point, NameOf(undisturbed, point), effects));
            report(stories.Count, points.Count);
        });
        return result with
        {
            Stories = [.. stories.OrderBy(story => story.Point.Append).ThenByDescending(story => story.Point.IsBefore)],
        };
    }

    private async Task<DrillStory> StoryAsync(CrashPoint point, string at, EffectTally expected)
    {
        var entries = new List<Entry>();
        try
        {
            var ending = await PlayAsync(Scenario.KilledAt(point.Append, point.IsBefore, plan), entries.Add);
            var effects = EffectTally.Of(ending.World.Fleet.Effects);
            var fault =
                ending.Run.Status != RunStatus.Succeeded
                    ? $"The run ended as {ending.Run.Status}. {Trouble(ending)}"
                    : effects.DifferenceFrom(expected);
            return new(point, at, ending.Run.Status, ending.Lives, effects, [.. entries], fault);
        }
        catch (LawBrokenException broken)
        {
            return new(point, at, null, 0, null, [.. entries], broken.Message);
        }
    }

    private async Task<Ending> PlayAsync(Scenario scenario, Action<Entry>? onEntry = null)
    {
        using var journal = files.NewJournal();
        return await Simulator.PlayAsync(scenario, journal, onEntry);
    }

    private static string NameOf(Ending ending, CrashPoint point) =>
        ending.Counted.TryGetValue(point.Append, out var entries)
            ? EventCodec.NameOf(entries[0].Event)
            : "refused append";

    private static string Trouble(Ending ending) =>
        ending
            .Counted.OrderBy(append => append.Key)
            .SelectMany(append => append.Value)
            .Select(entry => entry.Event)
            .OfType<RunEvent.StepFailed>()
            .Select(failed => $"{failed.Place}: {failed.Failure.Sentence}{LastLineOf(failed.Evidence)}")
            .FirstOrDefault()
        ?? ending.Run.EndedBecause
        ?? "";

    /// <summary>What the failed command printed last, such as the name of a command that was not found.</summary>
    private static string LastLineOf(Facts evidence) =>
        evidence.GetValueOrDefault(Outcome.OutputFact)?.Trim() is { Length: > 0 } output
            ? $" Its last output: {output.Split('\n')[^1]}"
            : "";
}
