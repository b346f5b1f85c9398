namespace OlUpgrade.Hosting.Api;

/// <summary>
/// The limits of the local API. Every user of the machine can connect to it, so nothing that a caller sends is read,
/// kept or waited for without one of these. The table for operators is in docs/operating.md.
/// </summary>
internal static class ApiLimits
{
    /// <summary>Bytes of a request's body: a run with all its parameters, or a note, is far smaller.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>Bytes of a request's headers.</summary>
    public const int MaxHeaders = 16 * 1024;

    /// <summary>Connections at once; one more is closed.</summary>
    public const int MaxConnections = 1_024;

    /// <summary>Connections over the socket that one user of the machine has at once.</summary>
    public const int MaxConnectionsOfUser = 16;

    /// <summary>Callers whose token is looked up at once; the others wait for their turn.</summary>
    public const int MaxLookups = 4;

    /// <summary>Calls of a person that wait for news at once: eight runs are watched.</summary>
    public const int MaxLongPolls = 8;

    /// <summary>Calls of a person, in a minute, that only read.</summary>
    public const int MaxReadsPerMinute = 600;

    /// <summary>Commands of a person in a minute; what only stops work is not counted.</summary>
    public const int MaxCommandsPerMinute = 60;

    /// <summary>Commands of a person in an hour; what only stops work is not counted.</summary>
    public const int MaxCommandsPerHour = 600;

    /// <summary>How long a caller may take to send the headers.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may stay without a request.</summary>
    public static readonly TimeSpan IdleWithin = TimeSpan.FromMinutes(1);
}
