using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>A <see cref="Choice"/> as a person says it, and whether the journal has it.</summary>
internal static class ChosenWord
{
    public static RunCommand Of(Choice choice, StepPlace stuck) =>
        choice switch
        {
            Choice.Retry => new PersonsCommand.Retry(stuck, World.Approver, "mended"),
            Choice.ResumeDoneByHand => new PersonsCommand.Resume(stuck, World.Approver, "done by hand"),
            Choice.Skip => new PersonsCommand.Skip(stuck, World.Approver, "it can wait"),
            Choice.Exclude => new PersonsCommand.Exclude(stuck.Host, World.Approver, "it is looked at tomorrow"),
            Choice.RollBackHost => new PersonsCommand.RollBack(stuck.Host, World.Approver, "it is not what we want"),
            Choice.RollBackAll => new PersonsCommand.RollBack(
                RollbackDecisions.Everything,
                World.Approver,
                "it is not what we want"
            ),
            Choice.Abort => new PersonsCommand.Abort(World.Approver, "enough for tonight"),
            _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "An eighth choice."),
        };

    public static bool IsIn(IEnumerable<Entry> journal, Choice choice) =>
        journal.Any(entry =>
            choice switch
            {
                Choice.Retry or Choice.ResumeDoneByHand => entry.Event is RunEvent.StepResumed,
                Choice.Skip => entry.Event is RunEvent.StepSkipped,
                Choice.Exclude => entry.Event is RunEvent.HostExcluded,
                Choice.RollBackHost or Choice.RollBackAll => entry.Event is RunEvent.RollbackAsked,
                _ => entry.Event is RunEvent.RunAborted,
            }
        );

    /// <summary>Whether the host is well again before it is said.</summary>
    public static bool MendsFirst(Choice choice) =>
        choice is Choice.Retry or Choice.ResumeDoneByHand or Choice.Skip or Choice.Exclude;
}
