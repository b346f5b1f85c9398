using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>What the service answered to one look: the entries that came (perhaps none), and the run before and after them.</summary>
internal sealed record News(Run Before, ImmutableArray<Entry> Entries, Run After);
