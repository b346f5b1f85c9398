using System.Diagnostics;
using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Questions;
using OlUpgrade.Ssh;
using OlUpgrade.Wording;

namespace OlUpgrade.Health;

/// <summary>
/// A health question as a script for the host, and the rule that judges its answer. Pure. A question that the host
/// cannot answer counts as unhealthy.
/// </summary>
/// <param name="Question">
/// The condition as people read it, for example <c>port 80 listens</c>; also the name of its fact in the journal.
/// </param>
/// <param name="Script">Read-only; limited to 25 s.</param>
public sealed record HealthCheck(string Question, ShellScript Script, Func<ShellAnswer, HealthVerdict> Judge)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(25);

    /// <summary>The check for a question. <see cref="HealthQuestion.Peers"/> has none: it asks other hosts.</summary>
    public static HealthCheck Of(HealthQuestion question, Host host) =>
        question switch
        {
            HealthQuestion.Http http => OfPage(ValueWords.Of(http), (http.Url, http.To), answer =>
                HttpVerdict.Of(http, answer)
            ),
            HealthQuestion.Json json => OfPage(ValueWords.Of(json), (json.Url, json.To), answer =>
                JsonVerdict.Of(json, answer)
            ),
            HealthQuestion.Metric metric => OfPage(ValueWords.Of(metric), (metric.Url, metric.To), answer =>
                MetricVerdict.Of(metric, answer)
            ),
            HealthQuestion.Command command => new(
                ValueWords.Of(command),
                new ShellScript(HostQuestions.Command, Facts.Empty.Add("command", command.Script), Deadline),
                CommandVerdict.Of
            ),
            HealthQuestion.Unit unit => ByExitCode(
                $"unit {unit.Name} is active",
                "systemctl is-active \"$unit\"",
                ("unit", unit.Name)
            ),
            HealthQuestion.Port port => ByExitCode(
                $"port {port.Number} listens",
                "ss -Hltn \"sport = :$port\" | grep .",
                ("port", port.Number.ToString(CultureInfo.InvariantCulture))
            ),
            HealthQuestion.Mount mount => ByExitCode(
                $"{mount.Path} is mounted",
                "mountpoint \"$path\"",
                ("path", mount.Path)
            ),
            HealthQuestion.Disk disk => OfDisk(disk),
            HealthQuestion.AllContainers => OfContainers(host),
            HealthQuestion.Clock => OfClock(),
            HealthQuestion.NoRebootNeeded => OfReboot(),
            HealthQuestion.Certificate certificate => OfCertificate(certificate),
            HealthQuestion.NotRunning processes => OfProcesses(processes),
            HealthQuestion.Clean checkout => OfCheckout(checkout),
            HealthQuestion.Peers => throw new ArgumentException("Peers are asked on other hosts.", nameof(question)),
            _ => throw new UnreachableException($"No check for {question.GetType().Name}."),
        };

    private static HealthCheck OfPage(
        string question,
        (string Url, string? To) page,
        Func<ShellAnswer, HealthVerdict> judge
    ) =>
        new(
            question,
            new ShellScript(
                PageRequest.Curl(page.Url, page.To) + " --user-agent \"$agent\" --write-out '\\n%{http_code}' \"$url\"",
                PageRequest
                    .Values(page.To)
                    .Add("url", page.Url)
                    .Add("agent", "OlUpgrade (+https://github.com/internetarchive/openlibrary)"),
                Deadline
            ),
            judge
        );

    private static HealthCheck OfDisk(HealthQuestion.Disk disk) =>
        new(
            $"{disk.FreeMegabytes} MiB are free at {disk.Path}",
            new ShellScript(
                "df --output=avail -B1M -- \"$path\" | tail -n 1",
                Facts.Empty.Add("path", disk.Path),
                Deadline
            ),
            answer =>
                int.TryParse(answer.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var free)
                    ? new HealthVerdict(free >= disk.FreeMegabytes, $"{free} MiB are free")
                    : new HealthVerdict(false, Words(answer))
        );

    private static HealthCheck OfContainers(Host host) =>
        new(
            "the expected containers run",
            new ShellScript(
                HostQuestions.ContainerStarts,
                Facts.Empty.Add("expected", string.Join(' ', host.Containers)),
                Deadline
            ),
            answer =>
            {
                var unsteady = string.Join(", ", ContainerTable.Read(answer.Output).Unsteady(host.Containers));
                return answer.ExitCode != 0
                    ? new HealthVerdict(false, Words(answer))
                    : new HealthVerdict(
                        unsteady.Length == 0,
                        unsteady.Length == 0 ? "all are running" : $"not stable: {unsteady}"
                    );
            }
        );

    private static HealthCheck OfReboot() =>
        new("it needs no reboot", ShellScript.Of(RebootNeed.Script, Deadline), answer => RebootNeed.Read(answer)
                is not { } need
                ? new HealthVerdict(false, Words(answer))
            : need.IsNeeded ? new HealthVerdict(false, string.Join("; ", need.Reasons))
            : new HealthVerdict(true, "none is needed"));

    private static HealthCheck OfClock() =>
        new(
            "the clock is synchronised",
            ShellScript.Of("timedatectl show --property=NTPSynchronized --value", Deadline),
            answer => new HealthVerdict(answer.Output.Trim() == "yes", Words(answer))
        );

    private static HealthCheck OfCertificate(HealthQuestion.Certificate asked) =>
        new(
            $"the certificate for {asked.Name} at port {asked.At} is valid for {asked.Days} days more",
            new ShellScript(
                """
                timeout 15 openssl s_client -connect "localhost:$port" -servername "$name" </dev/null 2>/dev/null |
                  openssl x509 -noout -enddate -checkend "$seconds"
                """,
                Facts
                    .Empty.Add("port", asked.At.ToString(CultureInfo.InvariantCulture))
                    .Add("name", asked.Name)
                    .Add("seconds", (asked.Days * 86_400).ToString(CultureInfo.InvariantCulture)),
                Deadline
            ),
            answer => new HealthVerdict(answer.ExitCode == 0, Words(answer).ReplaceLineEndings(", "))
        );

    /// <summary>pgrep exits with 0 if it found a process, with 1 if not, and with another code on errors.</summary>
    private static HealthCheck OfProcesses(HealthQuestion.NotRunning asked) =>
        new(
            $"none of these runs: {string.Join(", ", asked.Words)}",
            new ShellScript(
                "pgrep -af -- \"$pattern\"",
                Facts.Empty.Add("pattern", string.Join('|', asked.Words.Select(Literal))),
                Deadline
            ),
            answer => new HealthVerdict(answer.ExitCode == 1, answer.ExitCode == 1 ? "none is running" : Words(answer))
        );

    /// <summary>
    /// The word as a pattern that does not match its own text: two checks at the same time must not find each other.
    /// </summary>
    private static string Literal(string word) =>
        $"[{word[0]}]{word[1..].Replace(".", "[.]", StringComparison.Ordinal)}";

    private static HealthCheck OfCheckout(HealthQuestion.Clean asked) =>
        new(
            $"the checkout {asked.Path} has no uncommitted change",
            new ShellScript(HostQuestions.Changes, Facts.Empty.Add("path", asked.Path), Deadline),
            answer =>
                answer.ExitCode == 0 && answer.Output.Trim().Length == 0
                    ? new HealthVerdict(true, "none")
                    : new HealthVerdict(false, Words(answer))
        );

    private static HealthCheck ByExitCode(string question, string script, (string Name, string Value) value) =>
        new(
            question,
            new ShellScript(script, Facts.Empty.Add(value.Name, value.Value), Deadline),
            answer => new HealthVerdict(answer.ExitCode == 0, Words(answer))
        );

    private static string Words(ShellAnswer answer)
    {
        var said = $"{answer.Output} {answer.Error}".Trim();
        return said.Length == 0 ? $"exit code {answer.ExitCode}"
            : said.Length > 200 ? said[..200] + "…"
            : said;
    }
}
