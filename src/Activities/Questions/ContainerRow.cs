namespace OlUpgrade.Questions;

/// <summary>One container of a host, as Docker reports it.</summary>
/// <param name="State">Docker's word: <c>running</c>, <c>restarting</c>, <c>exited</c> and so on.</param>
/// <param name="Health">Docker's word for its own health check: <c>healthy</c>, <c>starting</c>, <c>unhealthy</c>;
/// empty if it has none, or was not asked.</param>
/// <param name="Restarts">How often Docker has restarted it since it was created.</param>
/// <param name="Age">Time since its last start, by the host's clock; null if it was not asked for.</param>
/// <param name="ExitCode">Of its last end; null if it was not asked for.</param>
/// <param name="Log">The end of its log on one line; empty if it was not asked for.</param>
public sealed record ContainerRow(
    string Name,
    string State,
    string Health,
    string Image,
    int Restarts,
    TimeSpan? Age,
    int? ExitCode = null,
    string Log = ""
);
