using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Hosts.Services;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Workflows;

namespace OlUpgrade.Spec.Sandbox.Hosts;

/// <summary>
/// Each question of the shipped inventory has a story in which it says no: a question that nothing can fail asks
/// nothing. The services of the simulated hosts do not know what the inventory looks for.
/// </summary>
[Finding("H29")]
public sealed class InventoryStoryTests
{
    /// <summary>For each question about a page or a command, by a piece of it: what makes it say no.</summary>
    private static readonly (string Piece, HostTrouble Trouble)[] Stories =
    [
        ("http://localhost:8080/health answers", HostTrouble.WebSick),
        ("http://localhost:8080/status answers", HostTrouble.StatusPageAway),
        ("/status | grep", HostTrouble.WrongHostName),
        ("/status of http://localhost:18080/health", HostTrouble.FastWebSick),
        ("/numFound of http://localhost:18080/search.json", HostTrouble.SearchEmpty),
        ("/status of http://localhost:8983/solr/openlibrary/admin/ping", HostTrouble.SolrLoading),
        ("/response/numFound of http://localhost:8983/", HostTrouble.IndexEmpty),
        ("http://covers.openlibrary.org/ (at localhost)", HostTrouble.CoversAway),
        ("openlibrary-covers-1 openlibrary-covers-2", HostTrouble.CoverReplicaAway),
        ("/infobase of http://localhost:7000/", HostTrouble.InfobaseSick),
        ("/name of http://localhost:7000/openlibrary.org", HostTrouble.DatabaseAway),
        ("/status of http://localhost:8984/", HostTrouble.SearchBalancerEmpty),
        ("of http://localhost:8984/metrics", HostTrouble.SolrServerDown),
        ("/thread_is_alive of http://localhost:31337/status", HostTrouble.ThreadDead),
        ("of http://localhost:8405/metrics", HostTrouble.WebBackendDown),
        ("https://openlibrary.org/ (at localhost)", HostTrouble.SorryPage),
        ("https://openlibrary.org/health (at localhost)", HostTrouble.SiteAway),
        ("nginx -t", HostTrouble.NginxConfiguration),
    ];

    public static TheoryData<string, string> Questions
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var host in WorkflowFiles.Hosts.Hosts)
            {
                foreach (var question in AskedOf(host).Select(question => HealthCheck.Of(question, host).Question))
                    rows.Add(host.Name, question);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_holds_on_a_well_host_and_says_no_in_its_story(string name, string question)
    {
        var host = WorkflowFiles.Hosts.Find(name)!;
        var asked = AskedOf(host).First(one => HealthCheck.Of(one, host).Question == question);
        var fleet = new SimulatedFleet([host], TimeProvider.System);
        fleet[name].Latency = TimeSpan.Zero;
        HostAnswers.Teach(fleet[name], host);
        Assert.Equal((true, null), await AskAsync(fleet, host, asked));

        Break(fleet[name], asked, question);
        var (isHealthy, seen) = await AskAsync(fleet, host, asked);
        Assert.False(isHealthy, question);
        Assert.NotEmpty(seen!);
    }

    [Fact]
    public void Every_trouble_has_a_question_that_finds_it()
    {
        var found = WorkflowFiles.Hosts.Hosts.SelectMany(Troubles.Of).Distinct();
        Assert.Equal(Enum.GetValues<HostTrouble>(), found.Order());
    }

    [Fact]
    public async Task A_trouble_that_one_question_finds_is_not_hidden_by_a_page_that_still_answers()
    {
        var host = WorkflowFiles.Hosts.Find("ol-web1")!;
        var fleet = new SimulatedFleet([host], TimeProvider.System);
        HostAnswers.Teach(fleet["ol-web1"], host);
        fleet["ol-web1"].Troubles.Add(HostTrouble.SearchEmpty);
        var words = new HealthQuestion.Http("http://localhost:18080/search.json?q=hello&limit=0", 200, "numFound");
        Assert.True((await AskAsync(fleet, host, words)).IsHealthy, "the words are there, with no hit");
        var value = new HealthQuestion.Json(words.Url, "/numFound", new ValueRule(Comparison.Above, "0"));
        Assert.Equal((false, "it is 0"), await AskAsync(fleet, host, value));
    }

    [Fact]
    [Finding("H23")]
    public async Task Covers_answer_by_their_name_only()
    {
        var host = WorkflowFiles.Hosts.Find("ol-covers")!;
        var fleet = new SimulatedFleet([host], TimeProvider.System);
        HostAnswers.Teach(fleet["ol-covers"], host);
        var words = "Open Library Book Covers Repository";
        var local = await AskAsync(fleet, host, new HealthQuestion.Http("http://localhost/", 200, words));
        Assert.False(local.IsHealthy);
        Assert.Contains("status 404", local.Seen, StringComparison.Ordinal);
        var named = new HealthQuestion.Http("http://covers.openlibrary.org/", 200, words, "localhost");
        Assert.True((await AskAsync(fleet, host, named)).IsHealthy);
        Assert.Contains(named, host.Health);
    }

    private static IEnumerable<HealthQuestion> AskedOf(Host host) =>
        host.Health.Concat(host.Preflight).Where(question => question is not HealthQuestion.Peers).Distinct();

    private static async Task<(bool IsHealthy, string? Seen)> AskAsync(
        SimulatedFleet fleet,
        Host host,
        HealthQuestion question
    )
    {
        var check = HealthCheck.Of(question, host);
        var reply = await new SimulatedShell(fleet).AskAsync(host, check.Script, default);
        var verdict = check.Judge(reply.Answer!);
        return (verdict.IsHealthy, verdict.IsHealthy ? null : verdict.Observed);
    }

    private static void Break(SimulatedHost host, HealthQuestion question, string text)
    {
        switch (question)
        {
            case HealthQuestion.AllContainers:
                var container = host.Containers.Values.First();
                host.Containers[container.Name] = container with { State = "exited" };
                break;
            case HealthQuestion.Unit unit:
                host.Services[unit.Name] = false;
                break;
            case HealthQuestion.Disk:
            case HealthQuestion.Command { Script: var script } when script.Contains("df ", StringComparison.Ordinal):
                host.DiskFreeMegabytes = 100;
                break;
            case HealthQuestion.Mount mount:
                host.Mounts[mount.Path] = false;
                break;
            case HealthQuestion.NotRunning words:
                host.Processes.Add($"/bin/sh {words.Words[^1]} --now");
                break;
            case HealthQuestion.Clean clean:
                host.ChangedCheckouts.Add(clean.Path);
                break;
            case HealthQuestion.Port:
                host.Troubles.Add(HostTrouble.PortClosed);
                break;
            case HealthQuestion.Clock:
                host.Troubles.Add(HostTrouble.ClockUnsynchronised);
                break;
            case HealthQuestion.Certificate:
                host.Troubles.Add(HostTrouble.CertificateOld);
                break;
            default:
                var whole = question is HealthQuestion.Command command ? command.Script : text;
                var story = Stories.Where(one => whole.Contains(one.Piece, StringComparison.Ordinal)).ToList();
                Assert.True(story.Count == 1, $"There is no story, or more than one, in which this says no: {text}");
                host.Troubles.Add(story[0].Trouble);
                break;
        }
    }
}
