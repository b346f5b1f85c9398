using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.GitHub;

/// <summary>
/// <c>rollback-YYYY-MM-DD-N</c>: the day (UTC) on which the run was asked for, and the lowest number that is free in
/// all repositories. Without a slash, because Open Library's deploy scripts take the name as one word.
/// </summary>
public static class RollbackBranchName
{
    public static string Prefix(DateTimeOffset requestedAt) =>
        $"rollback-{requestedAt.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-";

    public static string LowestFree(string prefix, ImmutableHashSet<string> taken)
    {
        var number = 1;
        while (taken.Contains($"{prefix}{number}"))
            number++;
        return $"{prefix}{number}";
    }
}
