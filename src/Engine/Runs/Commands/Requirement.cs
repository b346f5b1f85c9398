namespace OlUpgrade.Runs.Commands;

/// <summary>Whether a command takes an argument.</summary>
public enum Requirement
{
    None,
    Optional,
    Required,
}
