using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Health;
using OlUpgrade.People;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Slack;
using OlUpgrade.Slack.Client;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// One life of the engine: real activities, clients, recorder, driver and publisher in front of the world. To kill it
/// is to drop it; nothing of it is handed on.
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
            new ActivityCatalog(Activities(world, slack, github)),
            Redactor.None,
            world.Clock,
            NullLogger<StepRunner>.Instance
        );
        var databaseId = await world.Journal.DatabaseIdAsync(CancellationToken.None);
        INoteChannel[] channels =
        [
            new SlackNotes(slack, databaseId),
            new GitHubNotes(new GitHubIssues(github), new RunReports(world.Journal, recorder), databaseId),
        ];
        var publisher = new NotePublisher(
            world.Journal,
            recorder,
            channels,
            world.Clock,
            NullLogger<NotePublisher>.Instance
        );
        var hold = await world.Journal.TakeAsync(run, name, world.Clock.GetUtcNow(), CancellationToken.None);
        var driver = new RunDriver(hold, recorder, steps, world.Clock, new ClockWatch(world.Clock).View());
        return new Worker(recorder, driver, publisher);
    }

    private static IActivity[] Activities(World world, SlackClient slack, GitHubConnection github)
    {
        var shell = new SuccessorShell(new SimulatedShell(world.Fleet), world.Journal);
        var ledger = new LedgerWork(shell, HostPolling.Real, world.Clock);
        var script = new ScriptWork(shell, ledger);
        var branches = new GitHubBranches(github);
        return
        [
            new SurveyActivity(shell, OwnMachine.Unknown),
            new TakeHostActivity(shell),
            new ReleaseHostActivity(shell),
            new PreviewActivity(shell),
            new PreflightActivity(shell),
            new KeepActivity(shell, ledger),
            new RunActivity(script),
            new DrainActivity(script),
            new ReturnActivity(shell, script),
            new UndoActivity(ledger),
            new ProveActivity(shell),
            new CaptureActivity(shell),
            new RebootActivity(shell, ledger, HostPolling.Real, world.Clock),
            new ContainersActivity(shell, ledger, HostPolling.Real, world.Clock),
            new HealthActivity(shell, world.Clock),
            new PostHeader(slack),
            new PostPlan(slack),
            new AskApproval(slack),
            new ConfirmApproval(new NothingChanges(), new NothingChanges()),
            new OpenIssue(new GitHubIssues(github)),
            new ReadCommits(branches),
            new CreateRollbackBranch(branches),
        ];
    }

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
