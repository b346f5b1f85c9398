using System.Diagnostics;
using System.Globalization;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>
/// Feeds a parser with broken input until its time is over. Case 0 and those after it are the seeds as they are; every
/// later one is a seed with mutations that its number alone decides. The process may die of a case: its number is then
/// in <c>artifacts/fuzz/PARSER.case</c>.
/// </summary>
internal static class Fuzz
{
    /// <summary>Fails with the first case that the parser did not take.</summary>
    public static void Holds(FuzzTarget target)
    {
        var report = FuzzSettings.Only is { } only
            ? new FuzzReport(1, TimeSpan.Zero, FindingOf(target, only))
            : Search(target, FuzzSettings.EachParser, FuzzSettings.From);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Parser}: {report.Cases} cases, {report.PerSecond:0} a second"
            )
        );
        if (report.Found is { } found)
            Assert.Fail($"{found}\nSaved as {found.Save()}");
    }

    /// <summary>Plays cases until the time is over, each seed at least once plain and once mutated.</summary>
    public static FuzzReport Search(FuzzTarget target, TimeSpan time, int from = 0)
    {
        using var watch = new FuzzWatch(target);
        var clock = Stopwatch.StartNew();
        var atLeast = 2 * target.Seeds.Count;
        for (var number = 0; number < atLeast || clock.Elapsed < time; number++)
        {
            // However far on a search begins, the plain seeds come first.
            var one = number < target.Seeds.Count ? number : number + from;
            watch.Begin(one);
            if (FindingOf(target, one) is { } found)
                return new(number + 1, clock.Elapsed, found);
        }

        return new(Math.Max(atLeast, watch.Begun), clock.Elapsed, null);
    }

    public static byte[] Case(FuzzTarget target, int number) =>
        number < target.Seeds.Count
            ? target.Seeds[number]
            : new Mutator(new Random(number), target.Seeds, target.MaxLength).Next(number % target.Seeds.Count);

    private static FuzzFinding? FindingOf(FuzzTarget target, int number)
    {
        var bytes = Case(target, number);
        if (ProblemOf(target, bytes) is not { } problem)
            return null;
        var smallest = Smallest.Of(bytes, fewer => ProblemOf(target, fewer)?.Kind == problem.Kind);
        return new(target.Parser, number, smallest, ProblemOf(target, smallest)?.What ?? problem.What);
    }

    private static (string Kind, string What)? ProblemOf(FuzzTarget target, byte[] bytes)
    {
        var given = bytes.ToArray();
        var (allocated, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        try
        {
            target.Feed(given);
        }
        // Any exception is what is searched for.
        catch (Exception thrown)
        {
            return (thrown.GetType().Name, $"{thrown}");
        }

        var took = Stopwatch.GetElapsedTime(began);
        if (took > target.MaxTime)
            return ("slow", $"it took {took.TotalSeconds:0.0} s");
        var used = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return used > target.MaxAllocated ? ("memory", $"it allocated {used >> 20} MiB") : null;
    }
}
