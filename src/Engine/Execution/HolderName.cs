namespace OlUpgrade.Execution;

/// <summary>Who this process is in the journal: host name and process, different for each start.</summary>
public sealed record HolderName(string Name);
