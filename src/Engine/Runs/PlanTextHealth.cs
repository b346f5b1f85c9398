using System.Text;
using OlUpgrade.Hosts;

namespace OlUpgrade.Runs;

/// <summary>
/// The part of a plan's text that says what healthy means on each host, and what brings its containers up.
/// </summary>
internal static class PlanTextHealth
{
    public static void Append(StringBuilder text, Plan plan)
    {
        text.Append("\nHealthy means\n");
        foreach (var alike in plan.Hosts.GroupBy(Words))
            text.Append($"\n  {string.Join(", ", alike.Select(host => host.Name))}\n{alike.Key}");
    }

    private static string Words(Host host)
    {
        var text = new StringBuilder();
        if (host.Health.IsEmpty)
            text.Append("     - nothing is asked\n");
        foreach (var question in host.Health)
            text.Append($"     - {Words(question, host)}\n");
        if (host.BringUp is not { } script)
            return text.ToString();
        text.Append("     missing containers are brought up by:\n");
        PlanText.AppendLines(text, script);
        return text.ToString();
    }

    private static string Words(HealthQuestion question, Host host) => question switch
    {
        HealthQuestion.Http { Contains: { } part } http => $"{http.Url} answers {http.Status} with \"{part}\"",
        HealthQuestion.Http http => $"{http.Url} answers {http.Status}",
        HealthQuestion.Unit unit => $"the unit {unit.Name} is active",
        HealthQuestion.Port port => $"something listens on port {port.Number}",
        HealthQuestion.Mount mount => $"{mount.Path} is mounted",
        HealthQuestion.Disk disk => $"{disk.FreeMegabytes} MiB are free at {disk.Path}",
        HealthQuestion.AllContainers => $"these containers run, none in a loop: {string.Join(", ", host.Containers)}",
        _ => "the clock is synchronised",
    };
}
