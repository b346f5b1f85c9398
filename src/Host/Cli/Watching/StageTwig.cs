using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A stage in the tree, with its hosts, or with its steps where the run itself does them.</summary>
internal static class StageTwig
{
    public static Twig Of(Run run, PlannedStage stage, IReadOnlyList<HostRow> rows, DateTimeOffset now, Detail detail)
    {
        if (run.IsDone(stage))
            return new(TwigMark.Done, stage.Name, Took(run, stage), detail == Detail.All ? Listed(run, stage, rows, now) : []);
        if (stage.Name != run.CurrentStage!.Name)
            return new(TwigMark.Waiting, stage.Name, ToCome(run, stage), detail == Detail.All ? Listed(run, stage, rows, now) : []);
        return run.IsOpen(stage) ? InWork(run, stage, rows, now, detail) : AtGate(run, stage, rows, now, detail);
    }

    private static Twig InWork(Run run, PlannedStage stage, IReadOnlyList<HostRow> rows, DateTimeOffset now, Detail detail)
    {
        if (stage.Hosts.IsEmpty)
            return OfItself(run, stage, HostTwig.StepsOf(run, stage, StepPlace.NoHost), now);
        var hosts = HostsOf(run, stage, rows, now);
        var done = hosts.Count(host => host.Mark == TwigMark.Done);
        var shown = stage.Kind == StageKind.Upgrade && detail != Detail.Work ? hosts : Twig.Counted(hosts, "hosts");
        return new(HostTwig.Turn(run, HostTwig.MarkOf(hosts)), stage.Name, $"{done} of {hosts.Length} hosts done", shown);
    }

    private static Twig OfItself(Run run, PlannedStage stage, ImmutableArray<StepProgress> steps, DateTimeOffset now)
    {
        ImmutableArray<Twig> twigs = [.. steps.Zip(stage.Steps, (step, planned) => StepTwig.Of(step, planned, now))];
        return new(HostTwig.Turn(run, HostTwig.MarkOf(twigs)), stage.Name, "", twigs);
    }

    private static Twig AtGate(Run run, PlannedStage stage, IReadOnlyList<HostRow> rows, DateTimeOffset now, Detail detail)
    {
        if (run.IsFinished)
            return new(TwigMark.Waiting, stage.Name, "not begun");
        var hosts = detail == Detail.Work ? [] : Listed(run, stage, rows, now);
        if (run.Gate(stage.Name) is { AskedAt: not null } gate)
            return new(TwigMark.Asking, stage.Name, Asked(gate, stage.Gate!), hosts);
        var question = StepTwig.Of(run.Step(AskStep.Place(stage.Name)), AskStep.Of(stage), now);
        return new(HostTwig.Turn(run, question.Mark), stage.Name, "", [question, .. hosts]);
    }

    private static string Asked(GateProgress gate, ApprovalRule rule)
    {
        var missing = rule.Needs - gate.ApprovedBy.Length;
        return gate.Expired ? "nobody approved in time" : $"waits for an approval{(missing > 1 ? $", {missing} more needed" : "")}";
    }

    /// <summary>What the engine adds around the runbook's own stages is a line when nothing of it is in work.</summary>
    private static ImmutableArray<Twig> Listed(Run run, PlannedStage stage, IReadOnlyList<HostRow> rows, DateTimeOffset now) =>
        stage.Kind == StageKind.Upgrade ? HostsOf(run, stage, rows, now) : [];

    private static ImmutableArray<Twig> HostsOf(Run run, PlannedStage stage, IReadOnlyList<HostRow> rows, DateTimeOffset now) =>
        [.. stage.Hosts.Select(host => HostTwig.Of(run, stage, host, RowOf(rows, stage, host), now))];

    private static HostRow? RowOf(IEnumerable<HostRow> rows, PlannedStage stage, string host) =>
        rows.FirstOrDefault(row => row.Host == host && row.Stage == stage.Name);

    private static string ToCome(Run run, PlannedStage stage) =>
        run.IsFinished ? "not begun" : stage is { Gate: not null, Kind: StageKind.Upgrade } ? "asks for an approval first" : "";

    private static string Took(Run run, PlannedStage stage) =>
        HostTwig.Took([.. stage.Places.SelectMany(host => HostTwig.StepsOf(run, stage, host))]);
}
