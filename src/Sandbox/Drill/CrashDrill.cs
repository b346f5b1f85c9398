using System.Collections.Concurrent;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// Plays a plan on simulated hosts once undisturbed, then once for each point with the service killed there and begun
/// anew from the database file alone. Every story must end as the undisturbed one, with each effect as often.
/// </summary>
internal sealed class CrashDrill(Plan plan, DrillFiles files)
{
    /// <summary>The run without any kill.</summary>
    public Task<Ending> UndisturbedAsync() => PlayAsync(Scenario.Undisturbed(plan));

    /// <summary>
    /// Plays all points, or those given. An undisturbed run that does not end well is all there is to tell.
    /// </summary>
    /// <param name="told">Hears how many stories have ended, of how many.</param>
    public async Task<DrillResult> PlayAsync(
        Ending undisturbed,
        IReadOnlyList<CrashPoint> only,
        Action<int, int> told,
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
            told(stories.Count, points.Count);
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
                    : effects.Otherwise(expected);
            return new(point, at, ending.Run.Status, ending.Hands, effects, [.. entries], fault);
        }
        catch (LawBrokenException broken)
        {
            return new(point, at, null, 0, null, [.. entries], broken.Message);
        }
    }

    private async Task<Ending> PlayAsync(Scenario scenario, Action<Entry>? tell = null)
    {
        using var journal = files.NewJournal();
        return await Simulator.PlayAsync(scenario, journal, tell);
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
            .Select(failed => $"{failed.Place}: {failed.Failure.Sentence}")
            .FirstOrDefault()
        ?? ending.Run.EndedBecause
        ?? "";
}
