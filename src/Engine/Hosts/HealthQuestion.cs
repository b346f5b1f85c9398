using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OlUpgrade.Hosts;

/// <summary>
/// One question whose answer says whether a host is well: a closed set. All are asked on the host itself, because the
/// firewall hides the inner ports. The discriminators are a storage format.
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
public abstract record HealthQuestion
{
    private HealthQuestion() { }

    /// <summary>
    /// A GET on the host answers with this status, and the body contains this text when one is given.
    /// </summary>
    public sealed record Http(string Url, int Status, string? Contains) : HealthQuestion;

    /// <summary>The systemd unit is active.</summary>
    public sealed record Unit(string Name) : HealthQuestion;

    /// <summary>Something listens on the TCP port of the loopback address.</summary>
    public sealed record Port(int Number) : HealthQuestion;

    /// <summary>The path is a mount point.</summary>
    public sealed record Mount(string Path) : HealthQuestion;

    /// <summary>At least this many MiB are free at the path.</summary>
    public sealed record Disk(string Path, int FreeMegabytes) : HealthQuestion;

    /// <summary>
    /// Every expected container runs, and none was restarted less than ten seconds ago, as in a loop.
    /// </summary>
    public sealed record AllContainers : HealthQuestion;

    /// <summary>The clock is synchronised.</summary>
    public sealed record Clock : HealthQuestion;

    /// <summary>
    /// The certificate that the host serves for this name at this port is valid for so many days more.
    /// </summary>
    public sealed record Certificate(string Name, int At, int Days) : HealthQuestion;

    /// <summary>No process runs whose command line holds one of these words.</summary>
    public sealed record NotRunning(ImmutableArray<string> Words) : HealthQuestion;

    /// <summary>The checkout holds no change that was not committed.</summary>
    public sealed record Clean(string Path) : HealthQuestion;

    /// <summary>
    /// Every other host of the same role is well. Only asked before work; the others are asked their health.
    /// </summary>
    public sealed record Peers : HealthQuestion;
}
