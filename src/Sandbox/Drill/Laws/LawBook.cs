using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>All laws, checked during one simulation.</summary>
public sealed class LawBook(World world)
{
    private readonly ImmutableArray<ILaw> _laws =
    [
        new WrittenFirst(),
        new UnknownIsAsked(world),
        new OnlyEventsMove(world),
        new OneWorker(),
        new PeopleAreHeard(world),
        new NeverTooManyDown(world),
        new OnlyTheWellReturn(world),
        new RunsEndOrWait(),
        new FleetIsAsClaimed(world),
        new LeftAlone(),
        new NotesAreToldOnce(world),
    ];

    private LawBrokenException? _broken;

    public void Appended(ImmutableArray<Entry> entries) => Check(law => law.Appended(entries));

    public void Happened(Effect effect) => Check(law => law.Happened(effect));

    public void Heard(RunCommand command, Recorded answer) => Check(law => law.Heard(command, answer));

    public void Rested(Run run, DriveResult result) => Check(law => law.Rested(run, result));

    public void Ended(Run run) => Check(law => law.Ended(run));

    /// <summary>
    /// The engine would take a law that is broken inside an activity for a fault of that activity. The exception is
    /// therefore kept and thrown again at the next check.
    /// </summary>
    private void Check(Action<ILaw> check)
    {
        if (_broken is not null)
            throw _broken;
        try
        {
            foreach (var law in _laws)
                check(law);
        }
        catch (LawBrokenException broken)
        {
            _broken = broken;
            throw;
        }
    }
}
