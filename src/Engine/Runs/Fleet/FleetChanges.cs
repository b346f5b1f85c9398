using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What an append to a run's journal changes in the fleet: which hosts the run has taken, took out of service, or
/// returned. The events are appended in the same transaction.
/// </summary>
public static class FleetChanges
{
    /// <summary>The events that make the fleet say of the touched hosts what the run says of them now.</summary>
    public static ImmutableArray<FleetEvent> Of(FleetState fleet, Run before, ImmutableArray<Entry> entries, Run after)
    {
        if (after.Plan is not { OnlyReads: false })
            return [];
        var returned = entries.Select(entry => entry.Event).OfType<RunEvent.HostReturned>().ToList();
        // A run that has ended knows nothing new of its hosts, and others may have had them since.
        if (before.IsSettled && after.IsSettled)
            return [.. returned.Select(one => ByPerson(after, one))];
        var changes = ImmutableArray.CreateBuilder<FleetEvent>();
        foreach (var host in Touched(entries, after))
        {
            var known = FleetRoom.Of(fleet, after, host);
            changes.AddRange(
                returned.Find(one => one.Host == host) is { } said
                    ? [ByPerson(after, said)]
                    : On(known, after, host, entries)
            );
        }

        return changes.ToImmutable();
    }

    /// <summary>
    /// The events that make the fleet say what an open run has taken and out of service, whatever it has appended.
    /// </summary>
    public static ImmutableArray<FleetEvent> OfOpen(FleetState fleet, Run run) =>
        run is { IsSettled: false, Plan: { OnlyReads: false } plan }
            ? [.. plan.Hosts.SelectMany(host => On(FleetRoom.Of(fleet, run, host.Name), run, host.Name, []))]
            : [];

    /// <summary>True if what the append changes depends on what the fleet says of a host.</summary>
    public static bool RelyOn(Run before, ImmutableArray<Entry> entries, Run after) =>
        after.Plan is { OnlyReads: false } && !(before.IsSettled && after.IsSettled) && Touched(entries, after).Any();

    private static IEnumerable<FleetEvent> On(FleetHost? known, Run run, string host, ImmutableArray<Entry> entries)
    {
        var (machine, role) = (FleetRoom.MachineOf(run, host), run.Plan!.Host(host).Role);
        var isTaken = TakenHosts.Since(run, host) is not null;
        if (isTaken && known?.TakenBy != run.Id)
            yield return new FleetEvent.Taken(host, machine, role, run.Id.Number);
        var outage = OutOfService.Own(run, host);
        if (outage is { } now && IsNews(known?.Out, run, now.IsDrained))
            yield return new FleetEvent.WentOut(host, machine, role, run.Id.Number, now.Since, now.Step, now.IsDrained);
        if (outage is null && known?.Out is { } old && (old.Run == run.Id || IsProved(old, run, host, entries)))
            yield return new FleetEvent.Returned(host, machine, run.Id.Number);
        if (!isTaken && known?.TakenBy == run.Id)
            yield return new FleetEvent.Released(host, machine, run.Id.Number);
    }

    /// <summary>A host that another run drained stays drained, whatever else is done there meanwhile.</summary>
    private static bool IsNews(FleetOutage? known, Run run, bool isDrained) =>
        known is null || (known.Run == run.Id ? isDrained && !known.IsDrained : isDrained || !known.IsDrained);

    /// <summary>True if this run has just shown that a host is well that another run left out of service.</summary>
    private static bool IsProved(FleetOutage old, Run run, string host, ImmutableArray<Entry> entries) =>
        entries
            .Select(entry => PlaceOfSuccess(entry.Event))
            .Where(place => place is { } at && at.Host == host && IsWork(run, at))
            .Select(place => run.Plan!.Step(place!.Value).Work)
            .Any(work => work is Work.Return || (work is Work.Health or Work.Prove && !old.IsDrained));

    private static bool IsWork(Run run, StepPlace place) =>
        run.Plan!.Stage(place.Stage).Kind is StageKind.Upgrade or StageKind.Soak or StageKind.Rollback;

    private static StepPlace? PlaceOfSuccess(RunEvent happened) =>
        happened switch
        {
            RunEvent.StepSucceeded e => e.Place,
            RunEvent.DoubtSettled { Happened: true } e => e.Place,
            // Nothing else proves that a step ended well.
            _ => null,
        };

    private static FleetEvent.Returned ByPerson(Run run, RunEvent.HostReturned e) =>
        new(e.Host, FleetRoom.MachineOf(run, e.Host), Run: null, e.By, e.IsByHand, e.Reason);

    private static IEnumerable<string> Touched(ImmutableArray<Entry> entries, Run run)
    {
        var hosts = entries.Select(entry => HostOf(entry.Event)).ToList();
        return hosts.Contains(null)
            ? run.Plan!.Hosts.Select(host => host.Name)
            : hosts.OfType<string>().Where(host => host != StepPlace.NoHost).Distinct();
    }

    /// <summary>The host of an event about one step; null for one that may change the standing of every host.</summary>
    private static string? HostOf(RunEvent happened) =>
        happened switch
        {
            RunEvent.StepStarted e => e.Place.Host,
            RunEvent.StepSucceeded e => e.Place.Host,
            RunEvent.StepFailed e => e.Place.Host,
            RunEvent.RetryScheduled e => e.Place.Host,
            RunEvent.StepDoubted e => e.Place.Host,
            RunEvent.StepNotHappened e => e.Place.Host,
            RunEvent.StepUnknown e => e.Place.Host,
            RunEvent.HostReturned e => e.Host,
            // The safe answer: looking at every host again only costs time.
            _ => null,
        };
}
