using OlUpgrade.Plans;

namespace OlUpgrade.People;

/// <summary>The runbooks and the inventory, as the files are now.</summary>
public interface IWorkflowFiles
{
    /// <summary>
    /// What has changed since the plan was made, for people; null if the same plan would be made now.
    /// </summary>
    string? ChangedSince(Plan plan);
}
