using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// Given–when–then over events: what has happened so far, a command, the events that follow. Time passes only by
/// <see cref="After"/>.
/// </summary>
internal sealed class Story
{
    /// <summary>The commit that a rollback branch starts from.</summary>
    public const string Commit = "abc123";

    private readonly List<Entry> _entries = [];
    private Decision? _decision;

    public Story(Plan? plan = null, Person? requester = null)
    {
        Given(
            new RunEvent.RunRequested("key", requester ?? Some.Requester, "test", plan ?? Some.OneHost()),
            new RunEvent.RunTakenOver("test", 1)
        );
    }

    public DateTimeOffset Now { get; private set; } = Some.Time;

    public IReadOnlyList<Entry> Entries => _entries;

    public Run Run => Run.Fold(Some.Run, _entries);

    public Decision Decision => _decision ?? throw new InvalidOperationException("Nothing has been decided yet.");

    public ImmutableArray<Intent> Agenda => OlUpgrade.Runs.Agenda.Next(Run, Now);

    public static Story UntilApproval(Plan? plan = null, Person? requester = null) =>
        new Story(plan, requester).SurveyedAndAnnounced();

    public static Story UntilWork(Plan? plan = null) => UntilApproval(plan).Approved(ReservedNames.PrepareStage);

    public Story Given(params IEnumerable<RunEvent> events)
    {
        foreach (var happened in events)
            _entries.Add(new Entry(Some.Run, _entries.Count + 1, Now, happened));
        return this;
    }

    /// <summary>This person approves what is asked now.</summary>
    public Story Approves(Person by) => When(new PersonsCommand.Approve(Run.CurrentGate?.Name ?? "", null, by));

    public Story After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Story Done(StepPlace place, params ReadOnlySpan<(string Name, string Value)> evidence) =>
        Given(
            new RunEvent.StepStarted(place, Run.Step(place).Attempt, Run.FencingToken, Facts.Empty),
            new RunEvent.StepSucceeded(
                place,
                Run.Step(place).Attempt,
                ((Outcome.Succeeded)Outcome.Done(evidence)).Evidence
            )
        );

    public Story Began(StepPlace place) =>
        Given(new RunEvent.StepStarted(place, Run.Step(place).Attempt, Run.FencingToken, Facts.Empty));

    public Story Approved(string stage) =>
        Given(new RunEvent.ApprovalGiven(stage, Run.PlanDigest!.Value, Some.Approver, "test"));

    /// <summary>Decides, appends, and decides again: the second time must add nothing.</summary>
    public Story When(RunCommand command)
    {
        _decision = Run.Decide(command, Now);
        Given(_decision.Events);
        Assert.Empty(Run.Decide(command, Now).Events);
        return this;
    }

    public Story Then(params RunEvent[] events)
    {
        // Compared in their stored form, in which lists with equal items are equal.
        Assert.Equal(events.Select(EventCodec.Encode), Decision.Events.Select(EventCodec.Encode));
        return this;
    }

    public Story ThenRefused(string code)
    {
        Assert.Equal(code, Decision.Refusal?.Code);
        return this;
    }

    public Story Opened() => Done(BuiltInSteps.Header, ("channel", "C1"), ("ts", "1.0"), ("link", "http://header"));

    private Story SurveyedAndAnnounced()
    {
        Opened();
        foreach (var host in Run.Plan!.Hosts)
            Done(BuiltInSteps.Survey(host.Name), ("machine-id", Digest.Of(host.Name).Hex[..32]), ("boot-id", "b"));
        if (Run.Plan!.RollbackBranch is { } branch)
            Done(BuiltInSteps.Commits, [.. branch.Repositories.Select(repository => (repository, Commit))]);
        When(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty));
        Done(
            BuiltInSteps.Issue,
            ("number", "7"),
            ("url", "http://issue"),
            ("repository", "internetarchive/openlibrary")
        );
        return Done(BuiltInSteps.PlanMessage, ("channel", "C1"), ("ts", "2.0"), ("link", "http://plan"));
    }
}
