using System.Collections.Immutable;
using OlUpgrade.Calendar;

namespace OlUpgrade.Plans;

/// <summary>An earlier run of exactly the same runbook that succeeded, shown with a plan as evidence.</summary>
/// <param name="Hosts">The hosts that it finished, in order.</param>
/// <param name="Link">URL of its tracking issue, or else of its thread; null if it has neither.</param>
public sealed record EarlierSuccess(int Run, DateTimeOffset EndedAt, ImmutableArray<string> Hosts, string? Link)
{
    public override string ToString() =>
        $"run {Run} succeeded on {TimeText.Of(EndedAt)}, on {string.Join(", ", Hosts)}";
}
