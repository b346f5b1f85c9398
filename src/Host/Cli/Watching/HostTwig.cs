using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A host of a stage in the tree: a line when it is done or waits, its steps while it is in work or stuck.</summary>
internal static class HostTwig
{
    public static Twig Of(Run run, PlannedStage stage, string host, HostRow? row, DateTimeOffset now)
    {
        var steps = StepsOf(run, stage, host);
        ImmutableArray<Twig> twigs = [.. steps.Zip(stage.Steps, (step, planned) => StepTwig.Of(step, planned, now))];
        return MarkOf(twigs) switch
        {
            TwigMark.Done => new(TwigMark.Done, host, $"{Took(steps)}{(row is null ? "" : InWords.Change(row))}"),
            TwigMark.Waiting => new(TwigMark.Waiting, host, ""),
            _ when twigs is [var only] => only with { Name = host },
            var mark => new(Turn(run, mark), host, InWork(run, steps, now), twigs),
        };
    }

    public static ImmutableArray<StepProgress> StepsOf(Run run, PlannedStage stage, string host) =>
        [.. stage.Steps.Select(step => run.Step(new(stage.Name, host, step.Name)))];

    /// <summary>From the first beginning to the last end; empty for what has no steps.</summary>
    public static string Took(ImmutableArray<StepProgress> steps) => steps.Max(step => step.EndedAt) is { } end
        ? InWords.Took(end - steps.Min(step => step.StartedAt))
        : "";

    private static string InWork(Run run, ImmutableArray<StepProgress> steps, DateTimeOffset now)
    {
        var time = InWords.Took(StepTwig.Since(steps.Min(step => step.StartedAt)!.Value, now));
        return run.IsSettled ? $"left off after {time}" : $"begun {time} ago";
    }

    /// <summary>What stands in the way comes first; between two steps a host is in work.</summary>
    public static TwigMark MarkOf(ImmutableArray<Twig> twigs)
    {
        foreach (var mark in (TwigMark[])[TwigMark.Unknown, TwigMark.Failed, TwigMark.Again])
        {
            if (twigs.Any(twig => twig.Mark == mark))
                return mark;
        }

        if (twigs.All(twig => twig.Mark == TwigMark.Done))
            return TwigMark.Done;
        return twigs.All(twig => twig.Mark == TwigMark.Waiting) ? TwigMark.Waiting : TwigMark.Working;
    }

    /// <summary>What has its turn never looks as if it waited, and nothing looks in work in a run that is over.</summary>
    public static TwigMark Turn(Run run, TwigMark mark) => (mark, run.IsSettled) switch
    {
        (TwigMark.Waiting, false) => TwigMark.Working,
        (TwigMark.Working, true) => TwigMark.Waiting,
        _ => mark,
    };
}
