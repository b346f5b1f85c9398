using OlUpgrade.Runbooks;

namespace OlUpgrade.Execution;

/// <summary>The activities by name. A missing one is a mistake in the wiring.</summary>
public sealed class ActivityCatalog
{
    private readonly Dictionary<string, IActivity> _activities;

    public ActivityCatalog(IEnumerable<IActivity> activities)
    {
        _activities = activities.ToDictionary(activity => activity.Name);
    }

    /// <summary>The activity that performs this work.</summary>
    /// <exception cref="InvalidOperationException">No such activity is registered.</exception>
    public IActivity Of(Work work) =>
        _activities.TryGetValue(work.Activity, out var activity)
            ? activity
            : throw new InvalidOperationException($"No activity named \"{work.Activity}\" is registered.");
}
