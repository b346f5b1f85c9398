namespace OlUpgrade.Runs;

/// <summary>What a person may do: view runs, operate them, or approve them.</summary>
public enum Role
{
    Viewer,
    Operator,
    Approver,
}
