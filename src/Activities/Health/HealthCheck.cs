using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Health;

/// <summary>
/// A health question as a script for the host, and the judgement of its answer. Pure. What cannot be answered is not
/// healthy.
/// </summary>
public sealed record HealthCheck(string Question, ShellScript Script, Func<ShellAnswer, HealthVerdict> Judge)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(25);

    public static HealthCheck Of(HealthQuestion question, Host host) => question switch
    {
        HealthQuestion.Http http => OfHttp(http),
        HealthQuestion.Unit unit => ByExitCode($"unit {unit.Name} is active", "systemctl is-active \"$unit\"", ("unit", unit.Name)),
        HealthQuestion.Port port => ByExitCode(
            $"port {port.Number} listens",
            "ss -Hltn \"sport = :$port\" | grep .",
            ("port", port.Number.ToString(CultureInfo.InvariantCulture))),
        HealthQuestion.Mount mount => ByExitCode($"{mount.Path} is mounted", "mountpoint \"$path\"", ("path", mount.Path)),
        HealthQuestion.Disk disk => OfDisk(disk),
        HealthQuestion.AllContainers => OfContainers(host),
        HealthQuestion.Clock => OfClock(),
        _ => throw new System.Diagnostics.UnreachableException($"No check for {question.GetType().Name}."),
    };

    private static HealthCheck OfHttp(HealthQuestion.Http http) => new(
        http.Contains is null ? $"{http.Url} answers {http.Status}" : $"{http.Url} answers {http.Status} with \"{http.Contains}\"",
        new ShellScript(
            "curl --silent --show-error --max-time 15 --max-filesize 1000000 --user-agent \"$agent\" --write-out '\\n%{http_code}' \"$url\"",
            Facts.Empty.Add("url", http.Url).Add("agent", "OlUpgrade (+https://github.com/internetarchive/openlibrary)"),
            Deadline),
        answer => HttpVerdict.Of(http, answer));

    private static HealthCheck OfDisk(HealthQuestion.Disk disk) => new(
        $"{disk.FreeMegabytes} MiB are free at {disk.Path}",
        new ShellScript("df -Pm \"$path\" | awk 'NR == 2 { print $4 }'", Facts.Empty.Add("path", disk.Path), Deadline),
        answer => int.TryParse(answer.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var free)
            ? new HealthVerdict(free >= disk.FreeMegabytes, $"{free} MiB are free")
            : new HealthVerdict(false, Words(answer)));

    private static HealthCheck OfContainers(Host host) => new(
        "the expected containers run",
        ShellScript.Of(HostQuestions.Containers, Deadline),
        answer =>
        {
            var missing = string.Join(", ", ContainerTable.Read(answer.Output).NotRunning(host.Containers));
            return answer.ExitCode != 0
                ? new HealthVerdict(false, Words(answer))
                : new HealthVerdict(missing.Length == 0, missing.Length == 0 ? "all run" : $"not running: {missing}");
        });

    private static HealthCheck OfClock() => new(
        "the clock is synchronised",
        ShellScript.Of("timedatectl show --property=NTPSynchronized --value", Deadline),
        answer => new HealthVerdict(answer.Output.Trim() == "yes", Words(answer)));

    private static HealthCheck ByExitCode(string question, string script, (string Name, string Value) value) => new(
        question,
        new ShellScript(script, Facts.Empty.Add(value.Name, value.Value), Deadline),
        answer => new HealthVerdict(answer.ExitCode == 0, Words(answer)));

    private static string Words(ShellAnswer answer)
    {
        var said = $"{answer.Output} {answer.Error}".Trim();
        return said.Length == 0 ? $"exit code {answer.ExitCode}" : said.Length > 200 ? said[..200] + "…" : said;
    }
}
