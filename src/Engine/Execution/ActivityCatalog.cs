using OlUpgrade.Runbooks;

namespace OlUpgrade.Execution;

/// <summary>The activities by name. One is missing only by a mistake in the wiring, which is found at start.</summary>
public sealed class ActivityCatalog
{
    private readonly Dictionary<string, IActivity> _activities;

    public ActivityCatalog(IEnumerable<IActivity> activities)
    {
        _activities = activities.ToDictionary(activity => activity.Name);
    }

    public IActivity Of(Work work) =>
        _activities.TryGetValue(work.Activity, out var activity)
            ? activity
            : throw new InvalidOperationException($"No activity named \"{work.Activity}\" is wired in.");
}
