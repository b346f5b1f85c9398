using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.GitHub;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Secrets;
using OlUpgrade.Slack.Client;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// One life of the engine: the real activities, clients, recorder, driver and publisher, connected to a simulated
/// world. Dropping it kills it; the next worker inherits nothing from it.
/// </summary>
public sealed class Worker
{
    private Worker(Recorder recorder, RunDriver driver, NotePublisher publisher)
    {
        (Recorder, Driver, Publisher) = (recorder, driver, publisher);
    }

    public Recorder Recorder { get; }

    public RunDriver Driver { get; }

    public NotePublisher Publisher { get; }

    public static async Task<Worker> TakeAsync(World world, RunId run, string name)
    {
        var slack = SlackOf(world);
        var github = GitHubOf(world);
        var recorder = new Recorder(world.Journal, world.Clock);
        var steps = new StepRunner(
            recorder,
            new ActivityCatalog(ActivitySet.Of(PortsOf(world, slack, github))),
            new ApprovalCheck(new NothingChanges()),
            Redactor.None,
            OutputFolder.None,
            world.Clock,
            NullLogger<StepRunner>.Instance
        );
        var databaseId = await world.Journal.DatabaseIdAsync(CancellationToken.None);
        var publisher = new NotePublisher(
            world.Journal,
            recorder,
            NoteChannels.Of(
                slack,
                github,
                new RunReports(world.Journal, recorder),
                databaseId,
                NullLoggerFactory.Instance
            ),
            world.Clock,
            NullLogger<NotePublisher>.Instance
        );
        var lease = await world.Journal.TakeAsync(run, name, world.Clock.GetUtcNow(), CancellationToken.None);
        var driver = new RunDriver(lease, recorder, steps, world.Clock, new ClockWatch(world.Clock).View());
        return new Worker(recorder, driver, publisher);
    }

    private static ActivityPorts PortsOf(World world, SlackClient slack, GitHubConnection github) =>
        new(
            new SuccessorShell(new SimulatedShell(world.Fleet), world.Journal),
            slack,
            github,
            new NothingChanges(),
            new NothingChanges(),
            OwnMachine.Unknown,
            HostPolling.Real,
            world.Clock
        );

    private static SlackClient SlackOf(World world) =>
        new(
            new HttpClient(new EmulatorHandler(world.Slack)) { Timeout = Timeout.InfiniteTimeSpan },
            new SlackOptions
            {
                BotToken = SlackWorkspace.BotToken,
                AppToken = SlackWorkspace.AppToken,
                BaseAddress = new Uri("http://slack.invalid/api/"),
            },
            world.Clock
        );

    private static GitHubConnection GitHubOf(World world) =>
        new(
            new EmulatorHandler(world.GitHub),
            new GitHubOptions(GitHubSite.Token, new Uri("http://github.invalid/api/v3/")),
            world.Clock
        );
}
