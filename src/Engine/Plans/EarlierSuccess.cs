using System.Collections.Immutable;
using OlUpgrade.Calendar;

namespace OlUpgrade.Plans;

/// <summary>An earlier run of the very same runbook that ended well: what a plan has to show for itself.</summary>
/// <param name="Hosts">Those that were done there, in order.</param>
/// <param name="Link">Its tracking issue, or its thread; null without either.</param>
public sealed record EarlierSuccess(int Run, DateTimeOffset EndedAt, ImmutableArray<string> Hosts, string? Link)
{
    public override string ToString() =>
        $"run {Run} ended well on {TimeText.Of(EndedAt)}, on {string.Join(", ", Hosts)}";
}
