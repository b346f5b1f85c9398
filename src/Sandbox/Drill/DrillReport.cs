using System.Globalization;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Storage;
using Spectre.Console;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>The result of a drill, as tables for people and as JSON.</summary>
internal sealed class DrillReport(DrillResult result, TimeSpan took)
{
    private const int MaxFaults = 10;

    public void Write(Screen screen, bool withJournals)
    {
        screen.Say(
            $"{result.Plan.Runbook} on {result.Plan.Hosts.Length} simulated hosts: {result.Appends} journal appends."
        );
        if (result.Trouble is { } trouble)
        {
            screen.Say($"The undisturbed run does not succeed ({result.Status}): {trouble}");
            screen.Say("The drill killed nothing. Simulated hosts run only plain scripts; see src/Sandbox/README.md.");
            return;
        }

        var console = ConsoleOf.Writer(screen.Output);
        console.Write(PointTable());
        if (result.Effects.Total > 0 || result.Faulty.Any())
            console.Write(EffectTable());
        else
            screen.Say("No run changed anything on a host, with or without a kill.");
        foreach (var story in result.Faulty.Take(MaxFaults))
            screen.Say($"FAILED at {story.Point} ({story.At}): {story.Fault} Repeat with --at {story.Point}");
        if (withJournals)
            WriteJournals(screen);
        screen.Say(Verdict());
    }

    public object Json() =>
        new
        {
            runbook = result.Plan.Runbook,
            runbookDigest = result.Plan.RunbookDigest.Hex,
            hosts = result.Plan.Hosts.Select(host => host.Name),
            appends = result.Appends,
            undisturbed = new
            {
                status = result.Status.ToString(),
                trouble = result.Trouble,
                effects = result.Effects.Total,
            },
            good = result.IsGood,
            seconds = Math.Round(took.TotalSeconds, 1),
            stories = result.Stories.Select(story => new
            {
                at = story.Point.ToString(),
                append = story.At,
                status = story.Status?.ToString(),
                lives = story.Lives,
                effects = story.Effects?.Total,
                fault = story.Fault,
            }),
        };

    private string Verdict()
    {
        var faulty = result.Faulty.Count();
        var runs = Number(result.Stories.Length);
        var seconds = took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return faulty == 0
            ? $"{runs} runs, each killed once and restarted from the database file alone: "
                + $"all succeeded, each effect happened once, no law was broken ({seconds} s)."
            : $"{runs} runs, {Number(faulty)} of them failed the drill ({seconds} s).";
    }

    private Table PointTable()
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("killed at append of", "runs", "lives", "succeeded", "passed");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (
            var kind in result.Stories.GroupBy(story => story.At).OrderBy(kind => kind.Min(story => story.Point.Append))
        )
            table.AddRow(
                kind.Key,
                Number(kind.Count()),
                Number(kind.Sum(story => story.Lives)),
                Ended(kind),
                Good(kind)
            );
        var all = result.Stories;
        return table.AddRow("all", Number(all.Length), Number(all.Sum(story => story.Lives)), Ended(all), Good(all));
    }

    private Table EffectTable()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("effect on hosts", "undisturbed", "min", "max");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        var tallies = result.Stories.Select(story => story.Effects).OfType<EffectTally>().ToList();
        foreach (
            var kind in Enum.GetValues<EffectKind>()
                .Where(kind => result.Effects.Of(kind) > 0 || tallies.Any(tally => tally.Of(kind) > 0))
        )
        {
            var counts = tallies.Select(tally => tally.Of(kind)).DefaultIfEmpty().ToList();
            table.AddRow(InWords(kind), Number(result.Effects.Of(kind)), Number(counts.Min()), Number(counts.Max()));
        }

        return table;
    }

    private void WriteJournals(Screen screen)
    {
        foreach (var story in result.Stories)
        {
            screen.Say($"{story.Point}:");
            foreach (var entry in story.Entries)
                screen.Say(
                    $"{entry.Version, 6}  {entry.At:HH:mm:ss}  "
                        + $"{EventCodec.NameOf(entry.Event), -22} "
                        + $"{EventCodec.Encode(entry.Event)}"
                );
        }
    }

    private static string InWords(EffectKind kind) =>
        kind switch
        {
            EffectKind.AttemptBegan => "command started",
            EffectKind.AttemptStopped => "command stopped",
            EffectKind.PackagesChanged => "package changed",
            EffectKind.RebootOrdered => "reboot ordered",
            EffectKind.Booted => "boot",
            EffectKind.ContainersStarted => "containers started",
            EffectKind.ServiceChanged => "service changed",
            EffectKind.FileWritten => "file written",
            _ => kind.ToString(),
        };

    private static string Ended(IEnumerable<DrillStory> stories) =>
        Number(stories.Count(story => story.Status == Runs.RunStatus.Succeeded));

    private static string Good(IEnumerable<DrillStory> stories) => Number(stories.Count(story => story.Fault is null));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
