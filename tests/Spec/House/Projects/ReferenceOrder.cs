using System.Collections.Immutable;

namespace OlUpgrade.Spec.House.Projects;

/// <summary>
/// Projects refer one way: Engine, Activities, Host, Sandbox, tests; each knows those before it. Engine and
/// Activities know nothing of ASP.NET.
/// </summary>
internal static class ReferenceOrder
{
    public static ImmutableArray<string> Order { get; } =
    ["OlUpgrade.Engine", "OlUpgrade.Activities", "OlUpgrade.Host", "OlUpgrade.Sandbox"];

    public static ImmutableArray<string> WithoutWeb { get; } = ["OlUpgrade.Engine", "OlUpgrade.Activities"];

    public static IReadOnlyList<Violation> Violations(IReadOnlyCollection<ProjectFile> projects) =>
        [.. projects.SelectMany(Backwards), .. projects.SelectMany(Web)];

    private static IEnumerable<Violation> Backwards(ProjectFile project) =>
        from reference in project.References
        where project.IsTest ? RankOf(project.Name) < RankOf(reference) : RankOf(project.Name) <= RankOf(reference)
        select Violation.In(
            project.Path,
            0,
            $"{project.Name} refers to {reference}, which may know it but not be known by it; move what is needed down"
        );

    private static IEnumerable<Violation> Web(ProjectFile project) =>
        from framework in project.Frameworks
        where
            WithoutWeb.Contains(project.Name) && framework.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        select Violation.In(
            project.Path,
            0,
            $"{project.Name} refers to {framework}; refer to the Microsoft.Extensions packages that it needs"
        );

    /// <summary>What is in no list is a test: it knows all, and no one knows it.</summary>
    private static int RankOf(string name) => Order.IndexOf(name) is >= 0 and var rank ? rank : Order.Length;
}
