using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs.Decisions;

/// <summary>Whether a person may return a host that a run left out of service.</summary>
internal static class ReturnDecisions
{
    public static Decision Return(Run run, PersonsCommand.Return command)
    {
        if (!command.By.Is(Role.Operator))
            return Decision.No("not-operator", $"{command.By.Name} is not an operator and may not return hosts.");
        if (command.IsByHand && string.IsNullOrWhiteSpace(command.Reason))
            return Entitlement.NoReason("you know that the host is well");
        if (run.Plan?.Hosts.Any(host => host.Name == command.Host) != true)
            return Decision.No("no-such-host", $"Run {run.Id} has no host {command.Host}.");
        // A run that goes on returns its own hosts; one that a person excluded is theirs.
        if (!run.IsSettled && !run.Excluded.Contains(command.Host))
            return Decision.No(
                "held",
                $"Run {run.Id} is open and has {command.Host}: it returns the host itself, or say what is to become of "
                    + "its step."
            );
        if (OutOfService.Own(run, command.Host) is null)
            return run.ReturnedAt.ContainsKey(command.Host)
                ? Decision.Nothing
                : Decision.No("in-service", $"{command.Host} is in service: run {run.Id} did not leave it out.");
        if (command.Fleet is { } fleet && NotItsOwn(run, command.Host, fleet) is { } others)
            return others;
        if (!command.IsByHand && command.Proof is null)
            return Decision.No(
                "not-proved",
                $"Nobody asked whether {command.Host} is healthy. Say `return {command.Host}` without the run's number."
            );
        return Decision.Yes(
            new RunEvent.HostReturned(
                command.Host,
                command.By,
                command.Reason,
                command.IsByHand,
                command.Proof ?? Facts.Empty
            )
        );
    }

    /// <summary>Another run may have the host by now, or have returned it, or left it out of service itself.</summary>
    private static Decision? NotItsOwn(Run run, string host, FleetState fleet) =>
        FleetRoom.Of(fleet, run, host) switch
        {
            { TakenBy: { } by } => Decision.No(
                "held",
                $"Run {by} has taken {host}: it returns the host itself, or ends first."
            ),
            { Out: { } outage } when outage.Run == run.Id => null,
            { Out: { } outage } => Decision.No(
                "held",
                $"Run {outage.Run} left {host} out of service after run {run.Id}. Say `return {host}`."
            ),
            _ => Decision.No("in-service", $"{host} is in service: no run leaves it out any more."),
        };
}
