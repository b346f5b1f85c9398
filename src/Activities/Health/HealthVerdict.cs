namespace OlUpgrade.Health;

/// <summary>Whether an answer means healthy, and what was observed.</summary>
/// <param name="Observed">
/// For people: the answer itself, shortened; mostly about 200 characters, and never more than
/// <see cref="MaxObserved"/>, because it is kept in the journal.
/// </param>
public sealed record HealthVerdict(bool IsHealthy, string Observed)
{
    /// <summary>Characters: room for the names of all containers of a host.</summary>
    public const int MaxObserved = 1_000;

    public string Observed { get; } = Observed.Length <= MaxObserved ? Observed : $"{Observed[..(MaxObserved - 1)]}…";
}
