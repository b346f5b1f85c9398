namespace OlUpgrade.Yaml;

/// <summary>A place in a file. Lines and columns count from 1.</summary>
internal sealed record Position(int Line, int Column);
