using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Drill.Laws;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>Every checker can fail: each sees a world in which its law is broken.</summary>
public sealed class LawTests
{
    private static readonly RunId Id = new(1);
    private static readonly StepPlace Reboot = new("web", "ol-web1", "reboot");

    private readonly World _world = new(Scenario.Undisturbed(Workflows.Plan), WatchedJournal.InMemory());

    private static Effect Start(int attempt = 1, long fence = 1, EffectKind kind = EffectKind.AttemptBegan) =>
        new(kind, "ol-web1", new StepKey(Id, Reboot, attempt), "reboot", fence, DateTimeOffset.UnixEpoch);

    private static ImmutableArray<Entry> Entries(params RunEvent[] events) =>
        [.. events.Select((happened, index) => new Entry(Id, index + 2, DateTimeOffset.UnixEpoch, happened))];

    private static RunEvent.StepStarted Started(int attempt = 1, long fence = 1) =>
        new(Reboot, attempt, fence, Facts.Empty);

    private static void Breaks(string law, Action act) =>
        Assert.Contains($"Law {law}:", Assert.Throws<LawBrokenException>(act).Message, StringComparison.Ordinal);

    [Fact]
    public void An_effect_without_a_written_intent_breaks_the_first_law() =>
        Breaks("1", () => new WrittenFirst().Happened(Start()));

    [Fact]
    public void An_attempt_that_starts_twice_breaks_the_second_law()
    {
        var law = new UnknownIsAsked(_world);
        law.Happened(Start());
        Breaks("2", () => law.Happened(Start()));
    }

    [Fact]
    public void A_second_attempt_while_the_first_is_in_doubt_breaks_the_second_law() =>
        Breaks("2", () =>
            new UnknownIsAsked(_world).Appended(
                Entries(Started(), new RunEvent.StepUnknown(Reboot, 1, "who knows"), Started(attempt: 2))
            )
        );

    [Fact]
    public async Task A_state_that_is_not_the_fold_breaks_the_third_law()
    {
        await _world.Journal.OpenAsync(
            new RunEvent.RunRequested("key", World.Requester, "test", _world.Plan),
            DateTimeOffset.UnixEpoch,
            CancellationToken.None
        );
        var invented = Run.Fold(Id, _world.Entries(Id)) with { FencingToken = 99 };
        Breaks("3", () => new OnlyEventsMove(_world).Rested(invented, new DriveResult(null, false, false)));
    }

    [Fact]
    public void A_lower_fencing_token_on_a_host_breaks_the_fourth_law()
    {
        var law = new OneWorker();
        law.Happened(Start(fence: 2));
        Breaks("4", () => law.Happened(Start(attempt: 2, fence: 1)));
    }

    [Fact]
    public void A_step_started_under_a_lost_lease_breaks_the_fourth_law() =>
        Breaks("4", () =>
            new OneWorker().Appended(
                Entries(new RunEvent.RunTakenOver("one", 1), new RunEvent.RunTakenOver("two", 2), Started(fence: 1))
            )
        );

    [Fact]
    public async Task An_answer_without_an_entry_breaks_the_fifth_law()
    {
        await _world.Journal.OpenAsync(
            new RunEvent.RunRequested("key", World.Requester, "test", _world.Plan),
            DateTimeOffset.UnixEpoch,
            CancellationToken.None
        );
        var run = Run.Fold(Id, _world.Entries(Id));
        var approve = new PersonsCommand.Approve(ReservedNames.PrepareStage, null, World.Approver);
        Breaks("5", () => new PeopleAreHeard(_world).Heard(approve, new Recorded(run, null, IsChanged: false)));
    }

    [Fact]
    public void Work_on_one_host_while_another_is_down_breaks_the_sixth_law()
    {
        var other = _world.Fleet["ol-web2"];
        other.Services["docker"] = false;
        Breaks("6", () => new NeverTooManyDown(_world).Happened(Start()));
    }

    [Fact]
    public void Rest_that_nothing_will_end_breaks_the_seventh_law()
    {
        var run = Run.Fold(
            Id,
            [
                new Entry(
                    Id,
                    1,
                    DateTimeOffset.UnixEpoch,
                    new RunEvent.RunRequested("key", World.Requester, "test", _world.Plan)
                ),
            ]
        );
        Breaks("7", () => new RunsEndOrWait().Rested(run, new DriveResult(null, false, false)));
    }

    [Fact]
    public void A_step_that_starts_after_it_was_skipped_makes_the_journal_a_liar()
    {
        var law = new LeftAlone();
        law.Appended(Entries(new RunEvent.StepSkipped(Reboot, 1, World.Approver, "it can wait")));
        Breaks("claims", () => law.Happened(Start(attempt: 2)));
    }

    [Fact]
    public void Work_on_an_excluded_host_makes_the_journal_a_liar_unless_it_is_rolled_back()
    {
        var law = new LeftAlone();
        law.Appended(Entries(new RunEvent.HostExcluded("ol-web1", World.Approver, "it burns")));
        Breaks("claims", () => law.Happened(Start()));
        law.Appended(Entries(new RunEvent.RollbackAsked("all", ["ol-web1"], World.Approver, null, IsEmergency: false)));
        law.Happened(Start());
    }

    [Fact]
    public void Work_on_one_host_while_another_is_drained_breaks_the_sixth_law()
    {
        _world.Fleet["ol-web2"].Files[SimulatedHost.DrainedFile] = "";
        Breaks("6", () => new NeverTooManyDown(_world).Happened(Start()));
    }

    [Fact]
    public void An_unhealthy_host_that_is_returned_breaks_the_law_of_return()
    {
        var law = new OnlyTheWellReturn(_world);
        law.Happened(Start(kind: EffectKind.Returned));
        _world.Fleet["ol-web1"].Services["docker"] = false;
        Breaks("return", () => law.Happened(Start(kind: EffectKind.Returned)));
    }

    [Fact]
    public void A_drained_host_that_is_called_in_service_breaks_the_law_of_return()
    {
        var run = Run.Fold(
            Id,
            [
                new Entry(
                    Id,
                    1,
                    DateTimeOffset.UnixEpoch,
                    new RunEvent.RunRequested("key", World.Requester, "test", _world.Plan)
                ),
            ]
        );
        new OnlyTheWellReturn(_world).Ended(run);
        _world.Fleet["ol-web1"].Files[SimulatedHost.DrainedFile] = "";
        Breaks("return", () => new OnlyTheWellReturn(_world).Ended(run));
    }

    [Fact]
    public void Every_law_has_its_checker() =>
        Assert.Equal(
            [
                "FleetIsAsClaimed",
                "LeftAlone",
                "NeverTooManyDown",
                "NotesAreToldOnce",
                "OneWorker",
                "OnlyEventsMove",
                "OnlyTheWellReturn",
                "PeopleAreHeard",
                "RunsEndOrWait",
                "UnknownIsAsked",
                "WrittenFirst",
            ],
            typeof(ILaw)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(ILaw)))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal)
        );
}
