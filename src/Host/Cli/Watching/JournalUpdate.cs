using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>The result of one read of the journal.</summary>
/// <param name="Before">The run before the entries.</param>
/// <param name="Entries">The new entries; may be empty.</param>
/// <param name="After">The run with the entries.</param>
internal sealed record JournalUpdate(Run Before, ImmutableArray<Entry> Entries, Run After);
