namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A time in which a service that has answered before does not answer.</summary>
/// <param name="Until">When the watching gives up.</param>
internal sealed record QuietPeriod(DateTimeOffset Since, DateTimeOffset Until)
{
    public override string ToString() =>
        $"The service has not answered since {Since:HH:mm:ss} UTC; retrying until {Until:HH:mm:ss} UTC. "
        + "Commands on the hosts continue.";
}
