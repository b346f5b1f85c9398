using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Whether a run may take a host without more hosts being away than its stage's limit, over all runs. Hosts of the
/// run's plan count, and all other hosts of the same role; hosts that a person excluded from the run do not.
/// </summary>
public static class FleetRoom
{
    /// <summary>The fact of a refused take that names the version of the fleet's stream it was decided from.</summary>
    public const string VersionFact = "fleet-version";

    /// <summary>The fact of a refused take that lists the hosts in the way.</summary>
    public const string AwayFact = "away";

    /// <summary>What other runs left away, as far as it matters to this run.</summary>
    public static FleetSeen Seen(Run run, FleetState fleet) =>
        new(
            fleet.Version,
            [
                .. fleet
                    .Hosts.Values.Where(host => IsOthers(run, host) && IsOfRun(run, host))
                    .OrderBy(host => host.Host, StringComparer.Ordinal)
                    .Select(Away),
            ]
        );

    /// <summary>The failure of a take without room, with what it was decided from; null if there is room.</summary>
    public static (Failure Failure, Facts Evidence)? Refusal(Run run, StepPlace place, FleetState fleet)
    {
        var host = place.Host;
        var own = Of(fleet, run, host);
        // It takes nobody out of service who is not out already.
        if (own?.Out is not null || own?.TakenBy == run.Id)
            return null;
        var limit = OutOfService.LimitOf(run, host);
        var away = InTheWay(run, place, fleet).OrderBy(one => one.Host, StringComparer.Ordinal).ToList();
        if (away.Count < limit || IsWaived(run, host, away))
            return null;
        var sentence = Sentence(host, limit, away);
        return (
            new(FailureKind.NotReady, sentence, Retryable: false),
            Facts
                .Empty.Add(VersionFact, fleet.Version.ToString(CultureInfo.InvariantCulture))
                .Add(AwayFact, string.Join(", ", away.Select(one => one.Host)))
        );
    }

    /// <summary>What the fleet knows of a host of the run.</summary>
    public static FleetHost? Of(FleetState fleet, Run run, string host) => fleet.Find(host, MachineOf(run, host));

    /// <summary>The name under which the run surveyed a host, which may have another one by now.</summary>
    public static string NameIn(Run run, FleetHost host) =>
        run.Plan!.Hosts.Select(planned => planned.Name)
            .FirstOrDefault(name => host.MachineId is { } machine && MachineOf(run, name) == machine)
        ?? host.Host;

    internal static string? MachineOf(Run run, string host) =>
        run.Evidence(BuiltInSteps.Survey(host))?.GetValueOrDefault("machine-id");

    /// <summary>The hosts that were in the way of a take when it was refused.</summary>
    internal static ImmutableHashSet<string> AwayAt(StepProgress refused) =>
        [.. refused.Evidence.GetValueOrDefault(AwayFact, "").Split(", ", StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The hosts that other runs have taken or left out and that count during work on this one.</summary>
    internal static IEnumerable<string> OthersBeside(Run run, string host, FleetState fleet) =>
        fleet
            .Hosts.Values.Where(one =>
                one.Host != host
                && !run.Excluded.Contains(one.Host)
                && IsOthers(run, one)
                && IsBeside(run, run.Plan!.Host(host).Role, one)
            )
            .Select(one => one.Host);

    /// <summary>An approver who overrides the limit knows which hosts are away, and speaks of no others.</summary>
    private static bool IsWaived(Run run, string host, List<FleetHost> away) =>
        run.LimitWaived.TryGetValue(host, out var known) && away.TrueForAll(one => known.Contains(one.Host));

    /// <summary>
    /// A rollback keeps the hosts that it works on in order. In its way is what other runs left away, its own hosts
    /// that are out of service, and those that the runbook left out: nobody knows how they are.
    /// </summary>
    private static IEnumerable<FleetHost> InTheWay(Run run, StepPlace place, FleetState fleet)
    {
        var own = Of(fleet, run, place.Host);
        var role = run.Plan!.Host(place.Host).Role;
        var isBack = run.Plan.Stage(place.Stage).Kind == StageKind.Rollback;
        var known = fleet
            .Hosts.Values.Where(host =>
                host != own
                && host.Host != place.Host
                && (!run.Excluded.Contains(host.Host) || run.LeftOut.Contains(host.Host))
                && IsBeside(run, role, host)
                && (!isBack || host.Out is not null || IsOthers(run, host) || run.LeftOut.Contains(host.Host))
            )
            .ToList();
        return known.Concat(
            run.LeftOut.Where(host => host != place.Host && known.TrueForAll(one => one.Host != host))
                .Select(host => new FleetHost(host, MachineOf(run, host), run.Plan.Host(host).Role, null, null))
        );
    }

    private static bool IsBeside(Run run, string? role, FleetHost host) =>
        IsPlanned(run, host) || (role is not null && host.Role == role);

    private static bool IsOthers(Run run, FleetHost host) =>
        (host.Out is { } outage && outage.Run != run.Id) || (host.TakenBy is { } taker && taker != run.Id);

    private static bool IsOfRun(Run run, FleetHost host) =>
        IsPlanned(run, host) || run.Plan!.Hosts.Any(planned => planned.Role is not null && planned.Role == host.Role);

    private static bool IsPlanned(Run run, FleetHost host) => run.Plan!.Hosts.Any(planned => planned.Name == host.Host);

    private static AwayHost Away(FleetHost host) =>
        host.Out is { } outage
            ? new(host.Host, outage.Run.Number, outage.Since, outage.Step, outage.IsDrained)
            : new(host.Host, host.TakenBy!.Value.Number);

    private static string Sentence(string host, int limit, List<FleetHost> away)
    {
        var most = limit == 1 ? "1 host" : $"{limit} hosts";
        var known = string.Join("; ", away.Select(Clause));
        var returns = away.Where(one => one is { Out: not null, TakenBy: null }).Select(one => $"`return {one.Host}`");
        var first = string.Join(", ", returns);
        return $"{host} cannot be taken: at most {most} of its role may be away at once, and {known}. "
            + (
                first.Length == 0
                    ? "Wait until that run is done with it, then resume. "
                    : $"Once it is healthy, {first} puts it back in service; then resume. "
            )
            + "An approver may override it.";
    }

    private static string Clause(FleetHost away) =>
        away switch
        {
            { Out: { } outage, TakenBy: { } by } => $"{away.Host} has been out of service since "
                + $"{TimeText.Of(outage.Since)} (run {by}, {outage.Step})",
            { Out: { } outage } => $"{away.Host} has been out of service since {TimeText.Of(outage.Since)} "
                + $"(left so by run {outage.Run}, {outage.Step})",
            { TakenBy: { } by } => $"run {by} has taken {away.Host}",
            _ => $"{away.Host} was left out of the rollback because it does not answer",
        };
}
