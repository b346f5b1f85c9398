namespace OlUpgrade.Storage;

/// <summary>What became of an append.</summary>
public enum Appended
{
    Yes,

    /// <summary>Somebody appended before; read again and decide again.</summary>
    Conflict,

    /// <summary>The run is held by another hand now; this one must stop.</summary>
    HoldLost,

    /// <summary>Another open run works on a host that a run which had ended wants to take again.</summary>
    HostTaken,
}
