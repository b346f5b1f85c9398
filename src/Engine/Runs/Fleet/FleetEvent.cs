using System.Text.Json.Serialization;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What happened to a host across runs: a closed set, in the past tense. It outlives the runs' own journals. The
/// discriminators are a storage format, as those of <see cref="RunEvent"/>.
/// </summary>
/// <param name="Host">Its name in the inventory.</param>
/// <param name="MachineId">As surveyed; null if the run did not survey it.</param>
[JsonPolymorphic(
    TypeDiscriminatorPropertyName = "event",
    UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization
)]
[JsonDerivedType(typeof(Taken), "host-taken")]
[JsonDerivedType(typeof(Released), "host-released")]
[JsonDerivedType(typeof(WentOut), "host-went-out")]
[JsonDerivedType(typeof(Returned), "host-returned")]
public abstract record FleetEvent(string Host, string? MachineId)
{
    /// <summary>A run took the host. It counts toward the limit of every run until it is released.</summary>
    /// <param name="Role">Its role in the inventory; null if it has none.</param>
    public sealed record Taken(string Host, string? MachineId, string? Role, int Run) : FleetEvent(Host, MachineId);

    /// <summary>The run is done with the host, or has ended. The host may still be out of service.</summary>
    public sealed record Released(string Host, string? MachineId, int Run) : FleetEvent(Host, MachineId);

    /// <summary>A step of a run took the host out of service.</summary>
    /// <param name="Since">When that step started.</param>
    /// <param name="Step">The name of the step.</param>
    /// <param name="IsDrained">True if only a return puts it back; false if a health proof is enough.</param>
    public sealed record WentOut(
        string Host,
        string? MachineId,
        string? Role,
        int Run,
        DateTimeOffset Since,
        string Step,
        bool IsDrained
    ) : FleetEvent(Host, MachineId);

    /// <summary>The host is in service again.</summary>
    /// <param name="Run">The run that proved it; null if a person returned it.</param>
    /// <param name="By">The person who returned it; null if a run did.</param>
    /// <param name="IsByHand">True if that person vouches for it, without questions.</param>
    /// <param name="Reason">Why; null if none was given.</param>
    public sealed record Returned(
        string Host,
        string? MachineId,
        int? Run = null,
        Person? By = null,
        bool IsByHand = false,
        string? Reason = null
    ) : FleetEvent(Host, MachineId);
}
