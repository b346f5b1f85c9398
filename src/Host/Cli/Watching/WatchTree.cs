using System.Collections.Immutable;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A run at a time as a tree: where it stands, its stages in order, the hosts within, the steps of those in work.</summary>
internal static class WatchTree
{
    private const int WidestName = 28;

    public static Tree Of(Run run, DateTimeOffset now, Detail detail, bool isUnicode)
    {
        var (rows, at) = (FleetTable.Of(run), run.IsSettled ? run.EndedAt!.Value : now);
        var tree = new Tree(new Markup($"[bold]{Markup.Escape($"Run {run.Id}: {run.Plan!.Title}")}[/]\n{Markup.Escape(Standing(run, rows, at))}"));
        IReadOnlyList<Twig> stages = [.. run.Plan.Stages.Select(stage => StageTwig.Of(run, stage, rows, at, detail))];
        Grow(tree, detail == Detail.Work ? Twig.Counted(stages, "stages") : stages, isUnicode);
        return tree;
    }

    /// <summary>The run on one line: status as everywhere, what it waits for, how long, how far.</summary>
    private static string Standing(Run run, ImmutableArray<HostRow> rows, DateTimeOffset now)
    {
        var age = InWords.Took(StepTwig.Since(run.RequestedAt!.Value, run.EndedAt ?? now));
        var done = rows.Count(row => row.State == HostState.Done);
        var why = RunView.WaitFor(run) is { } what ? $" ({what}{Asked(run, now)})" : "";
        return $"{run.Status}{why}, {age}, {done} of {rows.Length} hosts done";
    }

    private static string Asked(Run run, DateTimeOffset now) =>
        run is { Status: RunStatus.AwaitingApproval, CurrentStage: { } stage } && run.Gate(stage.Name) is { AskedAt: { } asked, Expired: false }
            ? $" for {InWords.Took(StepTwig.Since(asked, now))}"
            : "";

    private static void Grow(IHasTreeNodes parent, IReadOnlyList<Twig> twigs, bool isUnicode)
    {
        var width = twigs.Select(twig => twig.Name.Length).Where(length => length <= WidestName).DefaultIfEmpty().Max();
        foreach (var twig in twigs)
        {
            var (colour, sign) = (TwigSigns.Colour(twig.Mark), TwigSigns.Sign(twig.Mark, isUnicode));
            var line = twig.Words.Length == 0 ? twig.Name : $"{twig.Name.PadRight(width)}  {twig.Words}";
            Grow(parent.AddNode(new Markup($"[{colour}]{sign}[/] {Markup.Escape(line)}")), twig.Twigs, isUnicode);
        }
    }
}
