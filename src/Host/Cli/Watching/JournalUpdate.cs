using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>What one look at the journal brought: entries, perhaps none, and the run before and after them.</summary>
internal sealed record JournalUpdate(Run Before, ImmutableArray<Entry> Entries, Run After);
