using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.GitHub;

/// <summary>
/// <c>rollback-YYYY-MM-DD-N</c>: the day (UTC) on which the run was requested, and the lowest number that is free in
/// all repositories. Without a slash, because Open Library's deploy scripts take the name as one word.
/// </summary>
public static class RollbackBranchName
{
    /// <summary>The name without its number, for a run requested at this time.</summary>
    public static string Prefix(DateTimeOffset requestedAt) =>
        $"rollback-{requestedAt.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-";

    /// <summary>The prefix with the lowest number, from 1, that is not taken.</summary>
    public static string LowestFree(string prefix, ImmutableHashSet<string> taken)
    {
        var number = 1;
        while (taken.Contains($"{prefix}{number}"))
            number++;
        return $"{prefix}{number}";
    }
}
