using System.Diagnostics;
using System.Text;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Wording;

/// <summary>
/// The part of a plan's text that says what must hold before work, what healthy means, and what starts containers.
/// </summary>
internal static class PlanTextHealth
{
    public static void Append(StringBuilder text, Plan plan)
    {
        if (plan.Stages.Any(stage => stage.Steps.Any(step => step.Work is Work.Preflight)))
            AppendAlike(text, "Before work on a host", plan, BeforeWork);
        AppendAlike(text, "Healthy means", plan, host => Words(host, plan));
    }

    private static void AppendAlike(StringBuilder text, string title, Plan plan, Func<Host, string> words)
    {
        text.Append($"\n{title}\n");
        foreach (var alike in plan.Hosts.GroupBy(words))
            text.Append($"\n  {string.Join(", ", alike.Select(host => host.Name))}\n{alike.Key}");
    }

    private static string BeforeWork(Host host) =>
        string.Concat(host.Preflight.Select(question => $"     - {Words(question, host)}\n"));

    private static string Words(Host host, Plan plan)
    {
        var text = new StringBuilder();
        if (host.Health.IsEmpty)
            text.Append("     - no health questions\n");
        foreach (var question in host.Health)
            text.Append($"     - {Words(question, host)}\n");
        foreach (var other in plan.OnlyReads ? [] : plan.DependentsOf(host.Name))
            text.Append($"     - {other.Name}, which depends on it, is healthy too\n");
        if (host.BringUp is not { } script)
            return text.ToString();
        text.Append("     missing containers are started by:\n");
        PlanText.AppendLines(text, script);
        return text.ToString();
    }

    /// <summary>The script, if its first words do not hold all of it.</summary>
    private static string Script(HealthQuestion.Command asked)
    {
        if (ValueWords.IsWhole(asked))
            return "";
        var text = new StringBuilder(":\n");
        PlanText.AppendLines(text, asked.Script);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The same words as the health check's own, under which its answers are recorded.</summary>
    private static string Words(HealthQuestion question, Host host) =>
        question switch
        {
            HealthQuestion.Http http => ValueWords.Of(http),
            HealthQuestion.Json json => ValueWords.Of(json),
            HealthQuestion.Metric metric => ValueWords.Of(metric),
            HealthQuestion.Command command => ValueWords.Of(command) + Script(command),
            HealthQuestion.Unit unit => $"unit {unit.Name} is active",
            HealthQuestion.Port port => $"something listens on port {port.Number}",
            HealthQuestion.Mount mount => $"{mount.Path} is mounted",
            HealthQuestion.Disk disk => $"{disk.FreeMegabytes} MiB are free at {disk.Path}",
            HealthQuestion.AllContainers =>
                $"these containers run and do not keep restarting: {string.Join(", ", host.Containers)}",
            HealthQuestion.Certificate it =>
                $"the certificate for {it.Name} at port {it.At} is valid for {it.Days} days more",
            HealthQuestion.NotRunning it => $"none of these runs: {string.Join(", ", it.Words)}",
            HealthQuestion.Clean it => $"the checkout {it.Path} has no uncommitted change",
            HealthQuestion.Peers => "the other hosts of its role are healthy",
            HealthQuestion.Clock => "the clock is synchronised",
            HealthQuestion.NoRebootNeeded => "it needs no reboot",
            _ => throw new UnreachableException($"No words for {question.GetType().Name}."),
        };
}
