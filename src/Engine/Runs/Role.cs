namespace OlUpgrade.Runs;

/// <summary>What a person may do: look, move runs, or consent to them.</summary>
public enum Role
{
    Viewer,
    Operator,
    Approver,
}
