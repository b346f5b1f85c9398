using OlUpgrade.Plans;

namespace OlUpgrade.People;

/// <summary>The runbooks and the inventory as they are written now.</summary>
public interface IWorkflowFiles
{
    /// <summary>What was changed since the plan was made, for people; null where it would be the same plan.</summary>
    string? ChangedSince(Plan plan);
}
