using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>
/// Every script that a plan may carry out as root, for the people who approve it: commands, the checks whether they
/// happened, what undoes them, what drains and returns a host, what brings its containers up, and what asks for its
/// health.
/// </summary>
public static class RootScripts
{
    /// <summary>
    /// How many characters of scripts a plan may hold: more could not be shown whole on the tracking issue, and what
    /// cannot be shown is not asked for.
    /// </summary>
    public const int MaxLength = 24_000;

    /// <summary>Each once, in the order of the plan; the hosts' own scripts at the end.</summary>
    public static ImmutableArray<RootScript> Of(Plan plan) =>
        [
            .. plan
                .Stages.Where(stage => stage.Kind is StageKind.Upgrade or StageKind.Soak)
                .SelectMany(stage => stage.Steps)
                .SelectMany(OfStep)
                .Concat(OfHosts(plan))
                .Concat(OfQuestions(plan))
                .Distinct(),
        ];

    /// <summary>Why the plan cannot be shown to those who approve it; null if it can.</summary>
    public static string? WhyNotShown(Plan plan)
    {
        var length = Of(plan).Sum(script => script.Text.Length);
        return length <= MaxLength
            ? null
            : $"its scripts hold {length:N0} characters, and no more than {MaxLength:N0} can be shown to those who "
                + "approve it: move the long ones into files on the hosts, or make two runbooks of it";
    }

    private static IEnumerable<RootScript> OfStep(PlannedStep step)
    {
        var (script, probe) = step.Work.Scripts;
        if (script is not null)
            yield return new(step.Name, script);
        if (probe is not null)
            yield return new($"{step.Name}: did it happen?", probe);
        if (step.Work is Work.Run { Undo: { } undo })
            yield return new($"{step.Name}: undo", undo);
    }

    private static IEnumerable<RootScript> OfHosts(Plan plan) =>
        from host in plan.Hosts
        where host.BringUp is not null
        group host.Name by host.BringUp into hosts
        select new RootScript($"bring containers up on {string.Join(", ", hosts)}", hosts.Key);

    private static IEnumerable<RootScript> OfQuestions(Plan plan) =>
        from host in plan.Hosts.Concat(plan.Peers)
        from question in host.Health.Concat(host.Preflight).OfType<HealthQuestion.Command>()
        group host.Name by question.Script into hosts
        select new RootScript($"ask {string.Join(", ", hosts.Distinct())}: does it hold?", hosts.Key);
}
