using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>One append to a run's journal.</summary>
/// <param name="run">The run after the append.</param>
/// <param name="entries">What was appended, in order; never empty.</param>
public sealed class RunChangedEventArgs(Run run, ImmutableArray<Entry> entries) : EventArgs
{
    public Run Run { get; } = run;

    public ImmutableArray<Entry> Entries { get; } = entries;
}
