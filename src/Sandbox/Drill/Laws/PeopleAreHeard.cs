using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Law 5: a signal is in the journal before it is answered, and counts once. A person who may not approve never does.
/// </summary>
public sealed class PeopleAreHeard(World world) : ILaw
{
    public void Heard(RunCommand command, Recorded answer)
    {
        if (command is not PersonsCommand.Approve approve)
            return;
        var given = Given(answer.Run.Id)
            .Where(one => one.By.Name == approve.By.Name && one.Stage == approve.Gate)
            .ToList();
        if (approve.By.Name != World.Approver.Name && given.Count > 0)
            throw new LawBrokenException("5", $"{approve.By.Name} may not approve, but did.");
        var isRefused = answer.Refusal is not null;
        if (approve.By.Name == World.Approver.Name && !isRefused && given.Count != 1)
            throw new LawBrokenException(
                "5",
                $"{approve.By.Name} was answered, but is {given.Count} times in the journal."
            );
    }

    public void Ended(Run run)
    {
        foreach (var twice in Given(run.Id).GroupBy(one => (one.Stage, one.By.Name)).Where(group => group.Count() > 1))
            throw new LawBrokenException("5", $"{twice.Key} counts {twice.Count()} times.");
        var lacksApproval = world.Fleet.Effects.All.Count > 0 && !Given(run.Id).Any();
        if (lacksApproval)
            throw new LawBrokenException("5", "Hosts were changed without an approval.");
    }

    private IEnumerable<RunEvent.ApprovalGiven> Given(RunId run) =>
        world.Entries(run).Select(entry => entry.Event).OfType<RunEvent.ApprovalGiven>();
}
