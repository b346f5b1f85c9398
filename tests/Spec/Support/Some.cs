using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Support;

/// <summary>Default values for tests in which only one part matters.</summary>
internal static class Some
{
    public static DateTimeOffset Time { get; } = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    public static Person Requester { get; } = new("mek", [Role.Operator, Role.Approver], ["listed:mek"]);

    public static Person Approver { get; } = new("cdrini", [Role.Operator, Role.Approver], ["listed:cdrini"]);

    public static Person Stranger { get; } = new("stranger", [], ["slack:T1/USTRANGER"]);

    public static RunId Run { get; } = new(7);

    public static ApprovalRule Rule { get; } =
        new("#openlibrary", "+1", 1, TimeSpan.FromMinutes(30), TimeSpan.FromHours(8));

    public static Host Host(string name) =>
        new(name, name, "web", $"{name}.test", 22, "ol", null, true, "/var/lib/olupgrade", [], null, []);

    public static PlannedStep Script(string name = "upgrade packages", RetryRule? retry = null) =>
        new(name, new Work.Run("true", null, null), TimeSpan.FromMinutes(5), retry ?? RetryRule.Never);

    public static PlannedStage Stage(
        string name,
        ImmutableArray<string> hosts,
        params ImmutableArray<PlannedStep> steps
    ) =>
        new(
            name,
            StageKind.Upgrade,
            hosts,
            [BuiltInSteps.Step(ReservedNames.TakeStep, new Work.TakeHost()), .. steps],
            1,
            null,
            null
        );

    /// <summary>A plan of these stages and the built-in ones.</summary>
    public static Plan Plan(params ImmutableArray<PlannedStage> stages)
    {
        ImmutableArray<string> hosts = [.. stages.SelectMany(stage => stage.Hosts).Distinct()];
        return new Plan(
            "security-patches",
            "Security patches",
            Digest.Of("runbook"),
            "runbook: security-patches",
            Facts.Empty,
            new IssueRule("internetarchive/openlibrary", []),
            null,
            Rule,
            [.. hosts.Select(Host)],
            [.. BuiltInSteps.Before(hosts, BuiltInOptions.Plain, Rule), .. stages],
            []
        );
    }

    public static Plan OneHost() => Plan(Stage("canary", ["ol-dev"], Script()));
}
