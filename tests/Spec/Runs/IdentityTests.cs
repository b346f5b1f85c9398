using System.Collections.Immutable;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>
/// A person is their accounts, whatever they are called; a journal can join two people and never part one.
/// </summary>
public sealed class IdentityTests
{
    private const string Gate = ReservedNames.PrepareStage;

    private static readonly Person Mallory = Named("mallory", "slack:T1/UMAL");

    [Fact]
    [Finding("A1")]
    public void Whoever_is_called_otherwise_now_is_still_the_requester()
    {
        var story = AskedBy(Mallory).Approves(Named("alice", "slack:T1/UMAL")).ThenRefused("requester");
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        Assert.Equal(RunStatus.Working, story.Approves(Named("mallory", "slack:T1/UOTHER")).Run.Status);
    }

    [Fact]
    [Finding("A1")]
    public void Two_accounts_of_one_person_are_one_approval()
    {
        var story = AskedBy(Some.Requester, needs: 2)
            .Approves(Named("jim", "slack:T1/UJIM", "listed:jim"))
            .Approves(Named("jim at work", "token:1234", "listed:jim"));
        Assert.Empty(story.Decision.Events);
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    [Finding("A1")]
    public void What_joins_two_accounts_later_takes_back_what_they_approved_as_two()
    {
        var story = AskedBy(Some.Requester, needs: 2)
            .Approves(Named("jim", "slack:T1/UJIM"))
            .Approves(Named("james", "token:1234"));
        Assert.Equal(RunStatus.Working, story.Run.Status);
        story.When(new PersonsCommand.Note("k", Named("jim", "token:1234", "slack:T1/UJIM"), "it is all me"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        story.When(new PersonsCommand.Note("l", Named("jim", "token:1234"), "and now it is not"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        Assert.DoesNotContain(story.Agenda, intent => intent is Intent.PerformStep);
    }

    [Fact]
    [Finding("A1")]
    public void An_approver_who_turns_out_to_be_the_requester_has_not_approved()
    {
        var story = AskedBy(Mallory).Approves(Named("alice", "token:1"));
        Assert.Equal(RunStatus.Working, story.Run.Status);
        story.When(new PersonsCommand.Note("k", Named("alice", "token:1", "slack:T1/UMAL"), "hello"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    [Finding("A1")]
    public void The_requester_under_another_name_overrides_nothing()
    {
        var place = new StepPlace("canary", "ol-dev", "preflight");
        var alice = Named("alice", "slack:T1/UMAL");
        Assert.Equal(
            "requester",
            AskedBy(Mallory).Run.Decide(new PersonsCommand.Override(place, alice, "so"), Some.Time).Refusal!.Code
        );
    }

    [Fact]
    public void An_approval_of_a_release_that_knew_only_names_counts_for_what_had_begun()
    {
        var story = Story.UntilApproval();
        story.Given(
            new RunEvent.ApprovalGiven(Gate, story.Run.PlanDigest!.Value, new("jim", [Role.Approver]), "slack")
        );
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        story.Began(new("canary", "ol-dev", ReservedNames.TakeStep));
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    [Finding("A5")]
    public void The_requester_never_skips_what_confirms_the_second_person()
    {
        var story = AskedBy(Some.Requester).Approves(Some.Approver);
        var confirm = new StepPlace(Gate, StepPlace.NoHost, ReservedNames.ConfirmStep);
        var silent = new Failure(FailureKind.Unreachable, "Slack is silent.", Retryable: false);
        story.Began(confirm).Given(new RunEvent.StepFailed(confirm, 1, silent, Facts.Empty));
        story.When(new PersonsCommand.Skip(confirm, Some.Requester, "Slack is down")).ThenRefused("requester").Then();
        story.When(new PersonsCommand.Skip(confirm, Named("jim", "listed:jim") with { Roles = [Role.Operator] }, "so"));
        Assert.Equal("not-approver", story.Decision.Refusal!.Code);
        story.When(new PersonsCommand.Skip(confirm, Some.Approver, "I called them"));
        Assert.IsType<RunEvent.StepSkipped>(Assert.Single(story.Decision.Events));
    }

    [Fact]
    [Finding("A6")]
    public void A_typed_approval_of_the_plan_opens_no_later_gate_and_of_no_other_run()
    {
        var plan = Some.Plan(
            Some.Stage("canary", ["ol-dev"], Some.Script()),
            Some.Stage("home", ["ol-home"], Some.Script()) with
            {
                Gate = Some.Rule,
            }
        );
        var story = Story
            .UntilWork(plan)
            .Done(new("canary", "ol-dev", ReservedNames.TakeStep))
            .Done(new("canary", "ol-dev", "upgrade packages"))
            .Done(AskStep.Place("home"), ("channel", "C1"), ("ts", "3.0"));
        var seen = story.Run.PlanDigest!.Value.Abbreviated;
        story.When(Typed(story.Run, Named("jim", "listed:jim"), seen)).ThenRefused("other-question").Then();
        story.When(Typed(story.Run, Named("jim", "listed:jim"), "0123456789ab")).ThenRefused("plan-changed").Then();
        story.When(Typed(story.Run, Some.Approver, QuestionCode.Of(story.Run, "home")!.Value.Abbreviated));
        Assert.Equal("home", Assert.IsType<RunEvent.ApprovalGiven>(Assert.Single(story.Decision.Events)).Stage);
    }

    [Fact]
    [Finding("A6")]
    public void A_typed_approval_that_names_no_question_is_not_one()
    {
        var run = Story.UntilApproval().Run;
        var (command, problem) = CommandReader.Read(run, CommandTable.Approve, new(Some.Approver, Door.Slack));
        Assert.Null(command);
        Assert.Equal(
            "Say what you approve: `/upgrade approve RUN CODE`. The code is in the question, which `/upgrade status 7` "
                + "shows.",
            problem
        );
    }

    [Fact]
    public void A_reaction_that_is_taken_back_takes_back_only_what_was_given_with_it()
    {
        var story = Story.UntilApproval().Approves(Some.Approver);
        story.When(new PersonsCommand.Withdraw(Gate, Some.Approver) { IsReaction = true }).Then();
        Assert.Equal(RunStatus.Working, story.Run.Status);
        story.When(new PersonsCommand.Withdraw(null, Some.Approver));
        Assert.IsType<RunEvent.ApprovalWithdrawn>(Assert.Single(story.Decision.Events));
        story.When(new PersonsCommand.Withdraw(null, Some.Approver)).ThenRefused("not-approved");
    }

    [Fact]
    [Finding("A4")]
    public void An_approval_that_is_withdrawn_while_a_step_is_prepared_bars_the_step()
    {
        var story = Story.UntilApproval().Approves(Some.Approver);
        var take = new StepKey(Some.Run, new("canary", "ol-dev", ReservedNames.TakeStep), 1);
        var begin = new RunCommand.BeginStep(take, story.Run.FencingToken, Facts.Empty);
        Assert.NotEmpty(story.Run.Decide(begin, story.Now).Events);
        story.When(new PersonsCommand.Withdraw(Gate, Some.Approver));
        Assert.Empty(story.Run.Decide(begin, story.Now).Events);
    }

    [Fact]
    public void A_withdrawal_after_work_has_begun_is_too_late_and_says_so()
    {
        var story = Story.UntilApproval().Approves(Some.Approver);
        story.Began(new("canary", "ol-dev", ReservedNames.TakeStep));
        story.When(new PersonsCommand.Withdraw(Gate, Some.Approver)).ThenRefused("too-late");
        Assert.Contains("took the approval back after work had started", story.Decision.Refusal!.Sentence);
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    public void Reading_is_no_work_an_approval_is_still_taken_back()
    {
        var story = Story.UntilApproval(AskedBy(Some.Requester).Run.Plan).Approves(Some.Approver);
        story.Began(new(Gate, StepPlace.NoHost, ReservedNames.ConfirmStep));
        story.When(new PersonsCommand.Withdraw(Gate, Some.Approver));
        Assert.Null(story.Decision.Refusal);
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    public void What_nobody_gave_is_neither_withdrawn_nor_void()
    {
        var story = Story.UntilApproval();
        story.When(new PersonsCommand.Withdraw(null, Some.Approver)).ThenRefused("not-approved").Then();
        story.When(new RunCommand.VoidApproval(Gate, Some.Approver, "left")).Then();
        story.When(new PersonsCommand.Refuse(Gate, Some.Approver, "no"));
        story.When(new PersonsCommand.Withdraw(null, Some.Approver)).ThenRefused("finished").Then();
        story.When(new PersonsCommand.Withdraw(null, Some.Approver) { IsReaction = true }).Then();
        Assert.Null(story.Decision.Refusal);
    }

    [Fact]
    public void A_refusal_names_its_own_question() =>
        Story
            .UntilApproval()
            .When(new PersonsCommand.Refuse("another", Some.Approver, "no"))
            .ThenRefused("other-question")
            .Then();

    [Fact]
    public void Two_people_that_an_entry_joins_stay_one_with_all_that_was_known_of_either()
    {
        var known = Identities
            .None.With(Named("a", "token:1", "slack:T1/U1"))
            .With(Named("b", "token:2", "slack:T1/U2"))
            .With(Named("c", "token:3"))
            .With(Named("a", "token:1", "token:2"));
        Assert.True(known.AreOne(Named("x", "slack:T1/U1"), Named("y", "slack:T1/U2")));
        Assert.False(known.AreOne(Named("x", "slack:T1/U1"), Named("y", "token:3")));
    }

    [Fact]
    public void Every_event_of_a_person_shows_whose_accounts_are_whose()
    {
        var ofPeople = typeof(RunEvent)
            .GetNestedTypes()
            .Where(type => type.GetProperties().Any(property => property.PropertyType == typeof(Person)));
        Assert.NotEmpty(ofPeople);
        Assert.All(ofPeople, type => Assert.Same(Mallory, EventPerson.Of(Event(type))));
    }

    private static RunEvent Event(Type type)
    {
        var happened = (RunEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        type.GetProperties().First(property => property.PropertyType == typeof(Person)).SetValue(happened, Mallory);
        return happened;
    }

    private static PersonsCommand Typed(Run run, Person by, string code) =>
        CommandReader.Read(run, CommandTable.Approve, new(by, Door.CommandLine) { Code = code }).Command!;

    private static Person Named(string name, params ImmutableArray<string> accounts) =>
        new(name, [Role.Operator, Role.Approver], [.. accounts]);

    private static Story AskedBy(Person requester, int needs = 1)
    {
        var plan = Some.OneHost();
        return Story.UntilApproval(
            plan with
            {
                Stages =
                [
                    .. plan.Stages.Select(stage =>
                        stage.Name == Gate
                            ? stage with
                            {
                                Gate = Some.Rule with { Needs = needs },
                                Steps = [BuiltInSteps.Step(ReservedNames.ConfirmStep, new Work.Confirm())],
                            }
                            : stage
                    ),
                ],
            },
            requester
        );
    }
}
