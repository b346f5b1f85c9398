using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Questions;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Health;

/// <summary>
/// Each health question: its exact script, and what good, bad and nonsensical answers mean.
/// </summary>
public sealed class HealthCheckTests
{
    private static readonly Host Host = Some.Host("ol-dev") with { Containers = ["web", "solr"] };

    public static TheoryData<HealthQuestion, string, string> Scripts { get; } =
        new()
        {
            {
                new HealthQuestion.Http("http://localhost/", 200, null),
                "curl -q --globoff --noproxy '*' --silent --show-error --max-time 15 --max-filesize 1000000 "
                    + "--user-agent \"$agent\" --write-out '\\n%{http_code}' \"$url\"",
                "agent=OlUpgrade (+https://github.com/internetarchive/openlibrary);url=http://localhost/"
            },
            {
                new HealthQuestion.Http("https://openlibrary.org/", 200, null),
                "curl -q --globoff --silent --show-error --max-time 15 --max-filesize 1000000 "
                    + "--user-agent \"$agent\" --write-out '\\n%{http_code}' \"$url\"",
                "agent=OlUpgrade (+https://github.com/internetarchive/openlibrary);url=https://openlibrary.org/"
            },
            {
                new HealthQuestion.Json("http://a.org/", "/a", new ValueRule(Comparison.Is, "1"), "localhost"),
                "curl -q --globoff --noproxy '*' --connect-to \"$to\" --silent --show-error --max-time 15 "
                    + "--max-filesize 1000000 --user-agent \"$agent\" --write-out '\\n%{http_code}' \"$url\"",
                "agent=OlUpgrade (+https://github.com/internetarchive/openlibrary);to=::localhost:;url=http://a.org/"
            },
            { new HealthQuestion.Command("nginx -t"), HostQuestions.Command, "command=nginx -t" },
            { new HealthQuestion.Unit("nginx"), "systemctl is-active \"$unit\"", "unit=nginx" },
            { new HealthQuestion.Port(8983), "ss -Hltn \"sport = :$port\" | grep .", "port=8983" },
            { new HealthQuestion.Mount("/1"), "mountpoint \"$path\"", "path=/1" },
            { new HealthQuestion.Disk("/", 500), "df --output=avail -B1M -- \"$path\" | tail -n 1", "path=/" },
            { new HealthQuestion.AllContainers(), HostQuestions.ContainerStarts, "expected=web solr" },
            { new HealthQuestion.Clock(), "timedatectl show --property=NTPSynchronized --value", "" },
            {
                new HealthQuestion.NotRunning(["oldump.sh", "docker builder prune"]),
                "pgrep -af -- \"$pattern\"",
                "pattern=[o]ldump[.]sh|[d]ocker builder prune"
            },
            { new HealthQuestion.Clean("/opt/openlibrary"), HostQuestions.Changes, "path=/opt/openlibrary" },
            {
                new HealthQuestion.Certificate("openlibrary.org", 443, 14),
                "timeout 15 openssl s_client -connect \"localhost:$port\" "
                    + "-servername \"$name\" </dev/null 2>/dev/null |\n"
                    + "  openssl x509 -noout -enddate -checkend \"$seconds\"",
                "name=openlibrary.org;port=443;seconds=1209600"
            },
        };

    public static TheoryData<HealthQuestion, int, string, string, bool, string> Answers { get; } =
        new()
        {
            { new HealthQuestion.Unit("nginx"), 0, "active\n", "", true, "active" },
            { new HealthQuestion.Unit("nginx"), 3, "inactive\n", "", false, "inactive" },
            { new HealthQuestion.Unit("nginx"), 3, "activating\n", "", false, "activating" },
            { new HealthQuestion.Port(80), 0, "LISTEN 0 511 0.0.0.0:80\n", "", true, "LISTEN 0 511 0.0.0.0:80" },
            { new HealthQuestion.Port(80), 1, "", "", false, "exit code 1" },
            { new HealthQuestion.NotRunning(["cron"]), 1, "", "", true, "none is running" },
            { new HealthQuestion.NotRunning(["cron"]), 0, "12 oldump.sh\n", "", false, "12 oldump.sh" },
            { new HealthQuestion.NotRunning(["cron"]), 127, "", "sh: pgrep: not found", false, "sh: pgrep: not found" },
            { new HealthQuestion.Clean("/opt"), 0, "", "", true, "none" },
            { new HealthQuestion.Clean("/opt"), 0, " M compose.yaml\n", "", false, "M compose.yaml" },
            {
                new HealthQuestion.Clean("/opt"),
                128,
                "",
                "fatal: not a git repository",
                false,
                "fatal: not a git repository"
            },
            {
                new HealthQuestion.Certificate("a.org", 443, 14),
                0,
                "notAfter=Jan\nwill not\n",
                "",
                true,
                "notAfter=Jan, will not"
            },
            {
                new HealthQuestion.Certificate("a.org", 443, 14),
                1,
                "notAfter=Jan\nwill expire\n",
                "",
                false,
                "notAfter=Jan, will expire"
            },
            { new HealthQuestion.Certificate("a.org", 443, 14), 1, "", "unable to load", false, "unable to load" },
            { new HealthQuestion.Mount("/1"), 0, "/1 is a mountpoint\n", "", true, "/1 is a mountpoint" },
            { new HealthQuestion.Mount("/1"), 32, "/1 is not a mountpoint\n", "", false, "/1 is not a mountpoint" },
            { new HealthQuestion.Disk("/", 500), 0, "   500\n", "", true, "500 MiB are free" },
            { new HealthQuestion.Disk("/", 500), 0, "499\n", "", false, "499 MiB are free" },
            { new HealthQuestion.Disk("/", 500), 0, "", "df: /: No such file", false, "df: /: No such file" },
            { new HealthQuestion.Disk("/", 500), 0, "-1\n", "", false, "-1" },
            { new HealthQuestion.Disk("/", 500), 0, "Available\n", "", false, "Available" },
            { new HealthQuestion.Disk("/", 500), 0, "", "", false, "exit code 0" },
            { new HealthQuestion.Clock(), 0, "yes\n", "", true, "yes" },
            { new HealthQuestion.Clock(), 0, "no\n", "", false, "no" },
            { new HealthQuestion.Clock(), 1, "", "no bus", false, "no bus" },
            { new HealthQuestion.Clock(), 0, "", "", false, "exit code 0" },
        };

    public static TheoryData<HealthQuestion, int, string, string, bool, string> AnswersOfSites { get; } =
        new()
        {
            { Site("ok"), 0, "it is ok\n200", "", true, "status 200" },
            { Site("ok"), 0, "\nok\n200", "", true, "status 200" },
            { Site("ok"), 0, "oh no\n200", "", false, "status 200, body \"oh no\"" },
            { Site("ok"), 0, "ok\n503", "", false, "status 503" },
            { Site("ok"), 7, "\n000", "curl: (7) refused", false, "no answer (curl: (7) refused)" },
            { Site("200"), 0, "200", "", false, "no answer (exit code 0)" },
            { Site(null), 0, "", "", false, "no answer (exit code 0)" },
            { Site(null), 0, "\nhello", "", false, "no answer (exit code 0)" },
            { Site(null), 28, "half\n200", "curl: (28) too slow", false, "no answer (curl: (28) too slow)" },
            { Site(null), 127, "", "sh: curl: not found", false, "no answer (sh: curl: not found)" },
        };

    public static TheoryData<HealthQuestion, int, string, string, bool, string> AnswersOfContainers { get; } =
        new()
        {
            {
                new HealthQuestion.AllContainers(),
                0,
                Started("web running i 0", "12:29:59.5", "solr running i 0"),
                "",
                true,
                "all are running"
            },
            {
                new HealthQuestion.AllContainers(),
                0,
                Started("web running i 3", "12:29:49.987654321", "solr running i 0"),
                "",
                true,
                "all are running"
            },
            {
                new HealthQuestion.AllContainers(),
                0,
                Started("web running i 3", "12:29:50.1", "solr running i 0"),
                "",
                false,
                "not stable: web (restarted again)"
            },
            {
                new HealthQuestion.AllContainers(),
                0,
                Started("web restarting i 9", "12:29:59", "solr exited i 0"),
                "",
                false,
                "not stable: web (restarting), solr (exited)"
            },
            {
                new HealthQuestion.AllContainers(),
                0,
                "/web running i 1 when\n/solr running i 0 when\n",
                "",
                false,
                "not stable: web (restarted again)"
            },
            { new HealthQuestion.AllContainers(), 0, "", "", false, "not stable: web (not there), solr (not there)" },
            { new HealthQuestion.AllContainers(), 1, "", "down", false, "down" },
        };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void The_host_is_asked_by_this_script_with_these_values(
        HealthQuestion question,
        string script,
        string values
    )
    {
        var check = HealthCheck.Of(question, Host);
        Assert.Equal(script, check.Script.Text);
        Assert.Equal(values, string.Join(';', check.Script.Values.Select(value => $"{value.Key}={value.Value}")));
        Assert.Equal(TimeSpan.FromSeconds(25), check.Script.Deadline);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    [MemberData(nameof(AnswersOfSites))]
    [MemberData(nameof(AnswersOfContainers))]
    public void An_answer_is_judged(
        HealthQuestion question,
        int exit,
        string output,
        string error,
        bool isHealthy,
        string observed
    )
    {
        var verdict = HealthCheck.Of(question, Host).Judge(new ShellAnswer(exit, output, error));
        Assert.Equal(new HealthVerdict(isHealthy, observed), verdict);
    }

    [Theory]
    [InlineData("web running/healthy i 0", "solr running i 0", "all are running")]
    [InlineData("web running/none i 0", "solr running/healthy i 0", "all are running")]
    [InlineData("web running/unhealthy i 0", "solr running i 0", "not stable: web (health check: unhealthy)")]
    [InlineData("web running i 0", "solr running/starting i 0", "not stable: solr (health check: starting)")]
    [InlineData("web exited/unhealthy i 0", "solr running i 0", "not stable: web (exited)")]
    [Finding("H35")]
    public void A_container_with_a_health_check_of_its_own_is_well_only_when_that_says_so(
        string first,
        string second,
        string observed
    )
    {
        var answer = new ShellAnswer(0, Started(first, "12:29:59.5", second), "");
        var verdict = HealthCheck.Of(new HealthQuestion.AllContainers(), Host).Judge(answer);
        Assert.Equal(new HealthVerdict(observed == "all are running", observed), verdict);
    }

    [Fact]
    public void A_long_page_is_cut_in_what_was_seen()
    {
        var verdict = HealthCheck.Of(Site("ok"), Host).Judge(new ShellAnswer(0, new string('x', 5_000) + "\n200", ""));
        Assert.False(verdict.IsHealthy);
        Assert.InRange(verdict.Observed.Length, 1, 200);
    }

    [Fact]
    public void The_question_of_each_check_is_a_sentence_for_people()
    {
        Assert.Equal("http://localhost/ answers 200 with \"ok\"", HealthCheck.Of(Site("ok"), Host).Question);
        Assert.Equal("unit nginx is active", HealthCheck.Of(new HealthQuestion.Unit("nginx"), Host).Question);
        Assert.Equal("500 MiB are free at /", HealthCheck.Of(new HealthQuestion.Disk("/", 500), Host).Question);
    }

    /// <summary>
    /// A host's answer at half past twelve, with Docker's nanoseconds. The second container has run for hours.
    /// </summary>
    private static string Started(string first, string at, string second) =>
        $"now 2026-11-26T12:30:00Z\n/{first} 2026-11-26T{at}Z\n/{second} 2026-11-26T01:00:00.123456789Z\n";

    private static HealthQuestion.Http Site(string? contains) => new("http://localhost/", 200, contains);
}
