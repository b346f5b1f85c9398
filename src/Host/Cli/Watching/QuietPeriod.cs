namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A time in which a service that was there does not answer.</summary>
/// <param name="Until">When it is given up.</param>
internal sealed record QuietPeriod(DateTimeOffset Since, DateTimeOffset Until)
{
    public override string ToString() =>
        $"No service answers since {Since:HH:mm:ss} UTC. It is waited for until {Until:HH:mm:ss} UTC; "
        + "commands on the hosts go on meanwhile.";
}
