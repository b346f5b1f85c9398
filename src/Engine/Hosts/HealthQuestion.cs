using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OlUpgrade.Hosts;

/// <summary>
/// One question about the health of a host: a closed set. All are asked on the host itself, because the firewall hides
/// the internal ports. The discriminators are a storage format: they never change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Unit), "unit")]
[JsonDerivedType(typeof(Port), "port")]
[JsonDerivedType(typeof(Mount), "mount")]
[JsonDerivedType(typeof(Disk), "disk")]
[JsonDerivedType(typeof(AllContainers), "containers")]
[JsonDerivedType(typeof(Clock), "clock")]
[JsonDerivedType(typeof(Certificate), "certificate")]
[JsonDerivedType(typeof(NotRunning), "not-running")]
[JsonDerivedType(typeof(Clean), "clean")]
[JsonDerivedType(typeof(Peers), "peers")]
[JsonDerivedType(typeof(Json), "json")]
[JsonDerivedType(typeof(Metric), "metric")]
[JsonDerivedType(typeof(Command), "command")]
[JsonDerivedType(typeof(NoRebootNeeded), "no-reboot-needed")]
public abstract record HealthQuestion
{
    private HealthQuestion() { }

    /// <summary>
    /// A GET from the host returns this status, and a body that contains this text if one is given.
    /// </summary>
    /// <param name="To">
    /// Connects to this address instead of the URL's, which stays in the request, as <c>curl --connect-to</c> does;
    /// null for the URL's own.
    /// </param>
    public sealed record Http(
        string Url,
        int Status,
        string? Contains,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? To = null
    ) : HealthQuestion;

    /// <summary>A GET from the host returns status 200 and JSON whose value at a place is as required.</summary>
    /// <param name="At">The place, a JSON Pointer (RFC 6901) such as <c>/response/numFound</c>.</param>
    /// <param name="To">As for <see cref="Http"/>.</param>
    public sealed record Json(
        string Url,
        string At,
        ValueRule Rule,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? To = null
    ) : HealthQuestion;

    /// <summary>
    /// A GET from the host returns status 200 and metrics in Prometheus' text format, in which the series is there and
    /// its value is as required. If several series match, all of them are.
    /// </summary>
    /// <param name="Series">
    /// Name and labels, such as <c>haproxy_server_status{server="ol-solr0"}</c>; a series may have more labels.
    /// </param>
    /// <param name="To">As for <see cref="Http"/>.</param>
    public sealed record Metric(
        string Url,
        string Series,
        ValueRule Rule,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? To = null
    ) : HealthQuestion;

    /// <summary>A script for <c>sh</c>, which only reads, ends with exit code 0 within 20 seconds.</summary>
    public sealed record Command(string Script) : HealthQuestion;

    /// <summary>The systemd unit is active.</summary>
    public sealed record Unit(string Name) : HealthQuestion;

    /// <summary>Something listens on the TCP port of the loopback address.</summary>
    public sealed record Port(int Number) : HealthQuestion;

    /// <summary>The path is a mount point.</summary>
    public sealed record Mount(string Path) : HealthQuestion;

    /// <summary>At least this many MiB are free at the path.</summary>
    public sealed record Disk(string Path, int FreeMegabytes) : HealthQuestion;

    /// <summary>
    /// Every expected container runs, and none restarted within the last ten seconds, as one in a crash loop does.
    /// </summary>
    public sealed record AllContainers : HealthQuestion;

    /// <summary>
    /// The host needs no reboot: the newest kernel runs, the system asks for none, and no program uses a library that
    /// was replaced.
    /// </summary>
    public sealed record NoRebootNeeded : HealthQuestion;

    /// <summary>The system clock is synchronised.</summary>
    public sealed record Clock : HealthQuestion;

    /// <summary>
    /// The certificate that the host serves for this name is valid for at least this many more days.
    /// </summary>
    /// <param name="At">The TCP port.</param>
    public sealed record Certificate(string Name, int At, int Days) : HealthQuestion;

    /// <summary>No process is running whose command line contains one of these texts.</summary>
    public sealed record NotRunning(ImmutableArray<string> Words) : HealthQuestion;

    /// <summary>The Git checkout at the path has no uncommitted changes.</summary>
    public sealed record Clean(string Path) : HealthQuestion;

    /// <summary>
    /// Every other host with the same role is healthy. Asked only before work, as those hosts' own health questions.
    /// </summary>
    public sealed record Peers : HealthQuestion;
}
