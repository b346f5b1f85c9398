using System.Text;
using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Questions;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What hosts answer to questions: health, containers, who they are, what they kept.</summary>
[Collection(FuzzCollection.Name)]
public sealed class HostAnswerFuzzTests
{
    private static readonly Host Host = Some.Host("ol-dev") with { Containers = ["web", "covers"] };

    private static readonly HealthCheck[] Checks =
    [
        .. (
            (HealthQuestion[])
                [
                    new HealthQuestion.Http("http://localhost/status", 200, "OK"),
                    new HealthQuestion.Disk("/", 2_000),
                    new HealthQuestion.AllContainers(),
                    new HealthQuestion.Clock(),
                    new HealthQuestion.Certificate("openlibrary.org", 443, 14),
                    new HealthQuestion.NotRunning(["oldump.sh"]),
                    new HealthQuestion.Clean("/opt/openlibrary"),
                    new HealthQuestion.Unit("docker"),
                    new HealthQuestion.Json("http://localhost/", "/a/0", new(Comparison.Above, "0")),
                    new HealthQuestion.Json("http://localhost/", "/b", new(Comparison.Not, "\"OK\"")),
                    new HealthQuestion.Metric("http://localhost/", "up{a=\"b\"}", new(Comparison.Is, "1")),
                    new HealthQuestion.Command("nginx -t"),
                ]
        ).Select(question => HealthCheck.Of(question, Host)),
    ];

    private static readonly IReadOnlyList<byte[]> Answers = Seeds.Of(
        "<html><body>OK</body></html>\n200",
        "now 2026-11-29T10:00:00Z\n/web running openlibrary/olbase:latest 0 2026-11-29T09:00:00.123456789Z\n"
            + "/covers restarting openlibrary/covers:1 12 2026-11-29T09:59:59Z\n",
        "/web running openlibrary/olbase:latest 0 sha256:0123\n/db exited postgres:9.3 3 sha256:4567\n",
        "machine-id=0123456789abcdef0123456789abcdef\nboot-id=3f0c8f4e-7c38-4a4b-9d0a-0d5ab2f0a111\n"
            + "kernel=6.1.0-1\nkernel-installed=6.1.0-2\nsystem=Debian GNU/Linux 12\nlogged-in=mek cdrini\n",
        "user=0\ntime=1764417600\nsystemd=yes\nmissing= socat tac\ndocker=exit code 1 permission denied\n"
            + "writable=yes\nspace=20480\nledger-id=l1\nledger-database=db_2F1\nledger-fence=4\n",
        "kept package openssl=3.0.1 from /var/cache\nkept image web tag\nlost package x: no file\n",
        "<tr><td>Software version</td>\n<td><a href=\"x\">deploy-2026-11-20-at-01</a></td></tr>",
        "notAfter=Dec 31 23:59:59 2026 GMT\nCertificate will not expire\n",
        "yes\n",
        "{\"a\":[1.5e2],\"b\":\"\\ud83d\\ude00 \\u{200B}\"}\n200",
        "# TYPE up gauge\nup{a=\"b\",c=\"\\\"\\n\"} +Inf 1764417600\n\n200",
        "said\n\n124\n",
        "20480\n"
    );

    [Fact]
    [Parser("host-answers")]
    public void Any_answer_of_a_host_is_judged_and_none_throws() =>
        Fuzz.Holds(new("host-answers", Answers, Judge) { MaxLength = 256 * 1024 });

    private static void Judge(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var answer = new ShellAnswer(text.Length % 3, text, text);
        foreach (var check in Checks)
            Assert.InRange(check.Judge(answer).Observed.Length, 0, HealthVerdict.MaxObserved);
        var table = ContainerTable.Read(text);
        _ = table.Unsteady(Host.Containers).Concat(table.RestartedSince(table, Host.Containers)).ToList();
        var readiness = HostReadiness.Read(answer);
        Assert.Equal(readiness.Identity, HostIdentity.Read(answer));
        _ = KeepResult.Read(text).AddTo(Facts.Empty);
        Assert.NotEmpty(StatusPage.Revision(text));
        Assert.Empty(NastyText.HarmIn(OutsideText.Visible(text)));
    }
}
