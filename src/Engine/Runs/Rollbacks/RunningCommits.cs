using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OlUpgrade.Plans;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// The commit of a repository that really runs: the one that more than half of the reporting hosts report. A single
/// host that lags behind or tries something out does not decide where a rollback leads.
/// </summary>
public static partial class RunningCommits
{
    /// <summary>The survey's fact with one line for each checkout: <c>folder commit</c>.</summary>
    public const string CommitsFact = "commits";

    /// <summary>Digits of a shortened hash.</summary>
    private const int Short = 12;

    /// <summary>
    /// The commits that each host reports, full or shortened, the most reliable one first. Hosts that report none are
    /// left out.
    /// </summary>
    public static ImmutableArray<(string Host, ImmutableArray<string> Commits)> Reported(Run run) =>
        [
            .. from host in run.Plan?.Hosts ?? []
            let commits = CommitsOf(run.Evidence(BuiltInSteps.Survey(host.Name)) ?? Facts.Empty)
            where !commits.IsEmpty
            select (host.Name, commits),
        ];

    /// <summary>The fact that records which host runs which commit of a repository, a line each.</summary>
    public static string FactOf(string repository) => $"{repository} on hosts";

    /// <summary>The value of that fact.</summary>
    public static string Noted(IEnumerable<(string Host, string Commit)> running) =>
        string.Join('\n', running.Select(one => $"{one.Host} {one.Commit}"));

    /// <summary>The commit that more than half of these hosts run; null if there is none.</summary>
    public static string? OfMost(IReadOnlyCollection<(string Host, string Commit)> running) =>
        running
            .GroupBy(one => one.Commit, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() * 2 > running.Count)
            ?.Key;

    /// <summary>The reason for this commit, as the clause after "at 1234…, ".</summary>
    /// <param name="noted">The evidence of the step that read the commits.</param>
    /// <param name="reference">The runbook's ref, which is used if the hosts report no commit or do not agree.</param>
    public static string Why(Facts noted, string repository, string reference)
    {
        var running = Read(noted.GetValueOrDefault(FactOf(repository), ""));
        if (running.IsEmpty)
            return $"where {reference} was: no host told a commit of it";
        if (OfMost(running) is not { } most)
            return $"where {reference} was: the hosts do not agree ({Named(running)})";
        ImmutableArray<(string Host, string Commit)> others = [.. running.Where(one => one.Commit != most)];
        return $"which runs on {string.Join(", ", running.Except(others).Select(one => one.Host))}"
            + (others.IsEmpty ? "" : $"; another runs on {Named(others)}");
    }

    private static string Named(ImmutableArray<(string Host, string Commit)> running) =>
        string.Join(", ", running.Select(one => $"{one.Host}: {one.Commit[..Math.Min(Short, one.Commit.Length)]}"));

    private static ImmutableArray<(string Host, string Commit)> Read(string lines) =>
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', 2))
                .Where(pair => pair.Length == 2)
                .Select(pair => (pair[0], pair[1])),
        ];

    private static ImmutableArray<string> CommitsOf(Facts survey) =>
        [
            .. survey
                .GetValueOrDefault(CommitsFact, "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')[^1])
                .Prepend(survey.GetValueOrDefault(HostVersions.RevisionFact, ""))
                .Where(word => Commit().IsMatch(word))
                .Distinct(StringComparer.Ordinal),
        ];

    [GeneratedRegex("^[0-9a-f]{7,40}$", RegexOptions.None, 1000)]
    private static partial Regex Commit();
}
