using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>A host and where the file names it.</summary>
internal sealed record WrittenHost(Host Host, Position At);
