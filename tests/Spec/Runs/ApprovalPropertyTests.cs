using CsCheck;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>
/// No sequence of signals by people who may not approve, be they the requester, strangers, or operators without that
/// role, ever opens a gate; and with one approver among them only that one's word does.
/// </summary>
public sealed class ApprovalPropertyTests
{
    private static readonly Person[] Others =
    [
        Some.Requester,
        Some.Stranger,
        new("jim", [Role.Operator], ["listed:jim"]),
        new("viv", [Role.Viewer], ["listed:viv"]),
        new("guest", [], ["slack:T1/UGUEST"]),
        new("mek", [Role.Approver], ["listed:mek", "slack:T1/UMEK"]),
        new("renamed", [Role.Approver], ["slack:T1/UMEK", "listed:mek"]),
    ];

    private static Gen<Func<Run, RunCommand>> Signal(Person[] people) =>
        Gen.Select(Gen.Int[0, 6], Gen.OneOf(people))
            .Select(
                (kind, by) =>
                    (Func<Run, RunCommand>)(
                        run =>
                            kind switch
                            {
                                0 or 1 => new PersonsCommand.Approve(run.CurrentGate?.Name ?? "", null, by),
                                2 => new PersonsCommand.Approve(ReservedNames.PrepareStage, run.PlanDigest, by),
                                3 => new PersonsCommand.Withdraw(ReservedNames.PrepareStage, by),
                                4 => new PersonsCommand.Resume(null, by, null),
                                5 => new RunCommand.Remind(ReservedNames.PrepareStage, 1),
                                _ => new PersonsCommand.Note($"{by.Name}", by, "hello"),
                            }
                    )
            );

    [Fact]
    public void Nobody_who_may_not_approve_ever_opens_a_gate() =>
        Signal(Others)
            .Array[1, 30]
            .Sample(
                signals =>
                {
                    var run = Told(signals);
                    return run.CurrentGate is not null
                        && run.Gate(ReservedNames.PrepareStage).ApprovedBy.IsEmpty
                        && Agenda.Next(run, Some.Time.AddMinutes(1)).All(intent => intent is not Intent.PerformStep);
                },
                iter: 3_000
            );

    [Fact]
    public void Where_one_approver_speaks_among_them_only_that_word_counts() =>
        Signal([.. Others, Some.Approver])
            .Array[1, 30]
            .Sample(
                signals =>
                    Told(signals).Gate(ReservedNames.PrepareStage).ApprovedBy.All(name => name == Some.Approver.Name),
                iter: 3_000
            );

    private static Run Told(Func<Run, RunCommand>[] signals)
    {
        var story = Story.UntilApproval();
        foreach (var signal in signals)
            story.After(TimeSpan.FromSeconds(1)).When(signal(story.Run));
        return story.Run;
    }
}
