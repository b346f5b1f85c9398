using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>The command that a person gives for a <see cref="Choice"/>, and its event in the journal.</summary>
internal static class ChoiceCommand
{
    public static RunCommand Of(Choice choice, StepPlace stuck) =>
        choice switch
        {
            Choice.Retry => new PersonsCommand.Retry(stuck, World.Approver, "repaired"),
            Choice.ResumeDoneByHand => new PersonsCommand.Resume(stuck, World.Approver, "done by hand"),
            Choice.Skip => new PersonsCommand.Skip(stuck, World.Approver, "it can wait"),
            Choice.Exclude => new PersonsCommand.Exclude(stuck.Host, World.Approver, "we will look at it tomorrow"),
            Choice.RollBackHost => new PersonsCommand.RollBack(stuck.Host, World.Approver, "this is not what we want"),
            Choice.RollBackAll => new PersonsCommand.RollBack(
                RollbackDecisions.Everything,
                World.Approver,
                "this is not what we want"
            ),
            Choice.Abort => new PersonsCommand.Abort(World.Approver, "enough for tonight"),
            _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "This choice has no command."),
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

    /// <summary>True if people repair the host before they give the command.</summary>
    public static bool RepairsFirst(Choice choice) =>
        choice is Choice.Retry or Choice.ResumeDoneByHand or Choice.Skip or Choice.Exclude;
}
