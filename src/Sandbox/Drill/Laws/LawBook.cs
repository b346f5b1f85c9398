using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>The seven laws, watching one simulation.</summary>
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

    public void Appended(ImmutableArray<Entry> entries) => Watch(law => law.Appended(entries));

    public void Happened(Effect effect) => Watch(law => law.Happened(effect));

    public void Heard(RunCommand command, Recorded answer) => Watch(law => law.Heard(command, answer));

    public void Rested(Run run, DriveResult result) => Watch(law => law.Rested(run, result));

    public void Ended(Run run) => Watch(law => law.Ended(run));

    /// <summary>
    /// A law that is broken inside an activity must not be taken for a mistake of that activity: it is kept and thrown
    /// again wherever the simulation looks next.
    /// </summary>
    private void Watch(Action<ILaw> look)
    {
        if (_broken is not null)
            throw _broken;
        try
        {
            foreach (var law in _laws)
                look(law);
        }
        catch (LawBrokenException broken)
        {
            _broken = broken;
            throw;
        }
    }
}
