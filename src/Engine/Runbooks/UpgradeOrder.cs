using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Checks that a runbook upgrades packages in one step, because one plan announces one set of versions, and saves the
/// installed versions before it, because a rollback installs them again.
/// </summary>
internal sealed class UpgradeOrder(ProblemList problems)
{
    private bool _isKept;
    private bool _isUpgraded;

    /// <summary>Notes the next step, in order of execution.</summary>
    public void Note(Work work, Position at)
    {
        _isKept |= work is Work.Keep keep && keep.What.Contains("packages");
        if (work is not Work.Upgrade)
            return;
        if (_isUpgraded)
            problems.Add(at, "packages are upgraded once, but this is the second `upgrade`: name all packages in one");
        else if (!_isKept)
            problems.Add(
                at,
                "no earlier step saves the installed versions, which a rollback installs again: "
                    + "add a step with `keep: [packages]` before it"
            );
        _isUpgraded = true;
    }
}
