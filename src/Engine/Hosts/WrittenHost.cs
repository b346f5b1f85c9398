using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>A host and its position in the file.</summary>
internal sealed record WrittenHost(Host Host, Position At);
