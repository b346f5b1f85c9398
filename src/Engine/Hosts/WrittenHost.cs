using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>A host and its position in the file.</summary>
/// <param name="DependsAt">
/// Where the hosts that it depends on are named; the host's own position if it has none.
/// </param>
internal sealed record WrittenHost(Host Host, Position At, Position DependsAt);
