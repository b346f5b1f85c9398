using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Wording;

/// <summary>Words for what people decided about a step, a host or the whole run, and for what waits for them.</summary>
internal static class DecisionText
{
    public static string Resumed(Run before, RunEvent.StepResumed e)
    {
        var now =
            before.Step(e.Place).Phase == StepPhase.Unknown ? " Checking once more whether it happened."
            : e.LooksFirst ? " It runs again only if it is not already done."
            : "";
        return $"{e.Place}: {e.By.Name} resumed it{NoteText.Because(e.Reason)}.{now}";
    }

    public static string Settled(RunEvent.DoubtSettled e) =>
        $"{e.Place}: {e.By.Name} confirmed that it {(e.Happened ? "happened" : "did not happen")}"
        + $"{NoteText.Because(e.Reason)}.";

    public static string Overridden(RunEvent.PreflightOverridden e) =>
        e.Place == BuiltInSteps.TakeOf(e.Place)
            ? $"{e.Place.Host}: {e.By.Name} lets it be taken in spite of the limit{NoteText.Because(e.Reason)}."
            : $"{e.Place.Host}: {e.By.Name} overrode the preflight{NoteText.Because(e.Reason)}.";

    public static string Adopted(RunEvent.HostAdopted e) =>
        $"{e.Place.Host}: {e.By.Name} adopted the host{NoteText.Because(e.Reason)}. "
        + "Its ledger starts over; the old one is set aside.";

    public static string Skipped(Run after, RunEvent.StepSkipped e) =>
        $"{e.Place}: {e.By.Name} skipped it ({e.Reason})."
        + (after.Plan!.Step(e.Place).Work is Work.Return ? $" {e.Place.Host} stays out of service." : "");

    public static string StepRefused(Run after, RunEvent.StepRefused e, Door door) =>
        $"{e.Place}: {after.Step(e.Place).Failure!.Sentence} The run is paused.\n"
        + ChoiceText.Of(after, after.Step(e.Place), door);

    public static string Excluded(Run after, RunEvent.HostExcluded e)
    {
        var excluded = $"{e.Host}: excluded by {e.By.Name} ({e.Reason}).";
        if (!HasStarted(after, e.Host))
            return $"{excluded} Work on it had not started.";
        var stays = OutOfService.Since(after, e.Host) is null ? "It" : "It stays down and";
        return $"{excluded} Work on it had started: finish it by hand. {stays} no longer counts toward the limit.";
    }

    public static string Returned(RunEvent.HostReturned e) =>
        $"{e.Host}: {e.By.Name} returned it to service{NoteText.Because(e.Reason)}. "
        + (
            e.IsByHand
                ? "Nobody asked whether it is healthy."
                : $"It is healthy by {e.Proof.Count} {(e.Proof.Count == 1 ? "question" : "questions")}."
        );

    public static string Noted(RunEvent.NoteAdded e) =>
        e.Via == RunEvent.NoteAdded.OnIssue
            ? $"Note by {e.By.Name} on the issue: {e.Text}"
            : $"Note by {e.By.Name}: {e.Text}";

    public static string Halted(Run after, RunEvent.RunHalted e, Door door) =>
        $"{e.By.Name} put the run on hold{NoteText.Because(e.Reason)}. Running commands finish; "
        + $"nothing else starts until {CommandTable.Resume.Typed(door, after.Id)}.";

    public static string RunResumed(RunEvent.RunResumed e) =>
        $"{e.By.Name} resumed the run{NoteText.Because(e.Reason)}.";

    public static string Reminded(Run after, RunEvent.DecisionReminded e, Door door)
    {
        var step = after.Step(e.Place);
        var where =
            door == Door.Slack
                ? "the run's first message has the buttons"
                : $"{CommandText.Status(door, after.Id)} shows the choices";
        return $"Still waiting for a decision. {e.Place}: {step.Failure?.Sentence ?? step.Doubt} "
            + $"Nothing happens until someone decides; {where}.";
    }

    private static bool HasStarted(Run run, string host) =>
        run.Plan!.Stages.Where(stage => stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(host))
            .SelectMany(stage => stage.Steps.Select(step => run.Step(new(stage.Name, host, step.Name))))
            .Any(step => step.StartedAt is not null);
}
