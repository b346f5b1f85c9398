using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// The stages of a run at a time, each with its hosts, or with its steps where the run itself does them. What the
/// engine adds around the runbook's own stages is a line when nothing of it is in work.
/// </summary>
internal sealed class StageTwigs(Run run, ImmutableArray<HostRow> rows, DateTimeOffset now, Detail detail)
{
    public Twig Of(PlannedStage stage)
    {
        if (run.IsDone(stage))
            return new(EndOf(stage), stage.Name, Took(stage), detail == Detail.All ? Listed(stage) : []);
        if (!run.IsAhead(stage.Name))
            return LeftOff(stage);
        if (stage.Name != run.CurrentStage?.Name)
            return new(TwigMark.Waiting, stage.Name, ToCome(stage), detail == Detail.All ? Listed(stage) : []);
        if (!run.IsOpen(stage))
            return AtGate(stage);
        return stage.Hosts.IsEmpty ? OfItself(stage) : OnHosts(stage);
    }

    /// <summary>A way back that has ended need not have ended well.</summary>
    private TwigMark EndOf(PlannedStage stage) =>
        stage.Kind == StageKind.Rollback ? HostTwig.MarkOf(HostsOf(stage)) : TwigMark.Done;

    /// <summary>A stage of the way forward in a run that goes back, or has gone back.</summary>
    private Twig LeftOff(PlannedStage stage)
    {
        var hosts = HostsOf(stage);
        var isBegun = stage.Kind == StageKind.Upgrade && hosts.Any(host => host.Mark != TwigMark.Waiting || !host.Twigs.IsEmpty);
        var shown = isBegun && detail != Detail.Work ? hosts : [];
        return new(TwigMark.Waiting, stage.Name, isBegun ? "left off" : "not begun", shown);
    }

    private Twig OnHosts(PlannedStage stage)
    {
        var hosts = HostsOf(stage);
        var done = hosts.Count(host => host.Mark == TwigMark.Done);
        var words = stage.Kind == StageKind.Rollback ? "" : $"{done} of {hosts.Length} hosts done";
        var shown = IsListed(stage) && detail != Detail.Work ? hosts : Twig.Counted(hosts, "hosts");
        return new(HostTwig.Turn(run, stage.Name, HostTwig.MarkOf(hosts)), stage.Name, words, shown);
    }

    private Twig OfItself(PlannedStage stage)
    {
        var steps = HostTwig.StepsOf(run, stage, StepPlace.NoHost);
        ImmutableArray<Twig> twigs = [.. steps.Zip(stage.Steps, (step, planned) => StepTwig.Of(step, planned, now))];
        return new(HostTwig.Turn(run, stage.Name, HostTwig.MarkOf(twigs)), stage.Name, "", twigs);
    }

    private Twig AtGate(PlannedStage stage)
    {
        var hosts = detail == Detail.Work ? [] : Listed(stage);
        if (run.IsSettled)
            return new(TwigMark.Waiting, stage.Name, "not begun", hosts);
        var gate = Gate.Of(stage)!;
        if (run.Gate(gate.Name) is { AskedAt: not null } answers)
            return new(TwigMark.Asking, stage.Name, GateTwig.Asked(answers, gate.Rule), hosts);
        var question = StepTwig.Of(run.Step(gate.Question), AskStep.Of(gate.Question, gate), now);
        return new(HostTwig.Turn(run, stage.Name, question.Mark), stage.Name, "", [question, .. hosts]);
    }

    private ImmutableArray<Twig> Listed(PlannedStage stage) => IsListed(stage) ? HostsOf(stage) : [];

    private static bool IsListed(PlannedStage stage) => stage.Kind is StageKind.Upgrade or StageKind.Rollback;

    private ImmutableArray<Twig> HostsOf(PlannedStage stage) =>
        [.. stage.Hosts.Select(host => HostTwig.Of(run, stage, host, RowOf(stage, host), now))];

    private HostRow? RowOf(PlannedStage stage, string host) =>
        rows.FirstOrDefault(row => row.Host == host && row.Stage == stage.Name);

    private string ToCome(PlannedStage stage)
    {
        if (run.IsFinished)
            return "not begun";
        return stage is { Gate: not null, Kind: StageKind.Upgrade or StageKind.Rollback } ? "asks for an approval first" : "";
    }

    private string Took(PlannedStage stage) =>
        HostTwig.Took([.. stage.Places.SelectMany(host => HostTwig.StepsOf(run, stage, host))]);
}
