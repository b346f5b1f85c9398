using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.GitHub;
using OlUpgrade.Health;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.GitHub;
using OlUpgrade.Hosting.Logging;
using OlUpgrade.Hosting.People;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Hosting.Systemd;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Outputs;
using OlUpgrade.People;
using OlUpgrade.Schedule;
using OlUpgrade.Secrets;
using OlUpgrade.Slack;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Hosting;

/// <summary>Wires the service: takes options, returns a service that is ready to run.</summary>
public static class Composition
{
    /// <summary>Builds the service, which owns the data folder from here on.</summary>
    /// <param name="quiet">True to log only errors, because the caller prints what happens.</param>
    /// <param name="simulated">Replaces SSH by simulated hosts; null for real hosts.</param>
    /// <param name="time">Replaces this machine's clock; null to use it.</param>
    /// <param name="listeners">See each statement to the journal's database.</param>
    public static async Task<WebApplication> BuildAsync(
        ServiceOptions options,
        DataFolder folder,
        SimulatedHosts? simulated,
        CancellationToken cancellation,
        bool quiet = false,
        TimeProvider? time = null,
        params IReadOnlyCollection<IInterceptor> listeners
    )
    {
        // Settings are read once, at start. Watching their files would need inotify instances, which a busy machine may
        // not have left.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = AppContext.BaseDirectory,
                Args = ["--hostBuilder:reloadConfigOnChange=false"],
            }
        );
        LocalDoor.Open(builder.WebHost, options.Listen);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.Logging.AddConsole(console => console.FormatterName = LogLineFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>();
        if (quiet)
            builder.Logging.AddFilter((_, level) => level >= LogLevel.Error);
        else
            // Whatever the settings leave out, these lines are the proof of the journal.
            builder.Logging.AddFilter(Checkpoint.Category, LogLevel.Information);
        var store = await SqliteDatabase.OpenAsync(folder.Journal, cancellation, listeners);
        // Registered through a factory, so that it is closed with the service.
        builder.Services.AddSingleton(_ => store);
        var journal = new SqlJournal(store);
        var databaseId = await journal.DatabaseIdAsync(cancellation);
        AddEngine(builder.Services, options, folder, journal, time ?? TimeProvider.System);
        AddSlack(builder.Services, options.Slack);
        AddGitHub(builder.Services, options);
        AddHosts(builder.Services, options.Ssh, simulated);
        AddActivities(builder.Services, databaseId);
        AddPeople(builder.Services, options);
        var app = builder.Build();
        app.UseMiddleware<TokenCheck>();
        app.MapRuns();
        app.MapFleet();
        app.MapOutput();
        app.MapStore();
        return app;
    }

    private static void AddEngine(
        IServiceCollection services,
        ServiceOptions options,
        DataFolder folder,
        SqlJournal journal,
        TimeProvider time
    )
    {
        services.AddSingleton(time);
        services.AddSingleton(HolderName.OfThisStart());
        services.AddSingleton<IJournal>(journal);
        services.AddSingleton<IOutbox>(journal);
        services.AddSingleton<JournalStore>(provider => provider.GetRequiredService<SqliteStore>());
        services.AddSingleton(new Redactor([.. options.Secrets, .. SshSecrets.Of(options.Ssh)]));
        services.AddSingleton<Recorder>();
        services.AddSingleton<PostedMessages>();
        services.AddSingleton<ApprovalCheck>();
        services.AddSingleton(OutputFolder.In(folder.Output));
        services.AddSingleton(new OwnFolders(folder.Path, options.WorkflowsFolder));
        services.AddSingleton<StepRunner>();
        services.AddSingleton<RunDrivers>();
        services.AddSingleton<Executor>();
        services.AddSingleton<Signals>();
        services.AddSingleton<HoldOfAllRuns>();
        services.AddSingleton<RunReports>();
        services.AddSingleton<JournalTail>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<JournalVerifier>();
        services.AddSingleton<CheckpointChain>();
        services.AddHostedService<CheckpointKeeper>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RunExpiry>(provider, options.KeepRuns));
        services.AddSingleton<BranchOffers>();
        services.AddSingleton<StoreWatch>();
        services.AddHostedService<FailingRuns>();
        services.AddHostedService(provider => provider.GetRequiredService<Executor>());
        services.AddHostedService(provider => provider.GetRequiredService<StoreWatch>());
        services.AddAlarmClock(folder);
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        services.AddHostedService<SystemdNotifications>();
    }

    private static void AddSlack(IServiceCollection services, SlackAccess options)
    {
        services.AddSingleton(
            new SlackOptions
            {
                BaseAddress = options.BaseAddress,
                BotToken = options.BotToken.Value,
                AppToken = options.AppToken.Value,
            }
        );
        services.AddSingleton(provider => new SlackClient(
            new HttpClient(),
            provider.GetRequiredService<SlackOptions>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<SlackSocket>();
        services.AddSingleton<IAnnouncer, SlackAnnouncer>();
        services.AddSingleton<SlackUserGroups>();
        services.AddSingleton<SlackAccounts>();
        services.AddSingleton<SlackPeople>();
        services.AddSingleton<Staff>();
        services.AddSingleton<IStaff>(provider => provider.GetRequiredService<Staff>());
        services.AddSingleton<CommandPace>();
        services.AddSingleton<SlashDecisions>();
        services.AddSingleton<SlashCommands>();
        services.AddSingleton<RewindReaction>();
        services.AddSingleton<ChoiceSignals>();
        services.AddSingleton<Mentions>();
        services.AddSingleton<WrongMessage>();
        services.AddSingleton<SlashReturns>();
        services.AddSingleton<ReactionSignals>();
        services.AddSingleton<ReactionNotices>();
        services.AddSingleton<SlackReadBack>();
        services.AddSingleton<SlackSignalHandlers>();
        services.AddHostedService(provider => provider.GetRequiredService<SlackReadBack>());
        services.AddHostedService<SlackListener>();
        services.AddSingleton<DeadManQueue>();
        services.AddHostedService<DeadManKeeper>();
    }

    private static void AddGitHub(IServiceCollection services, ServiceOptions service)
    {
        var options = service.GitHub;
        services.AddSingleton(provider => new GitHubConnection(
            new SocketsHttpHandler(),
            new GitHubOptions(options.Token.Value, options.BaseAddress)
            {
                Markers = MarkerKeyFile.Read(service.DataFolder, provider.GetRequiredService<TimeProvider>()),
            },
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<GitHubIssues>();
        services.AddSingleton(options);
        services.AddSingleton<IssueComments>();
        services.AddHostedService<IssueListener>();
    }

    private static void AddHosts(IServiceCollection services, SshSettings settings, SimulatedHosts? simulated)
    {
        services.AddSingleton(provider => new SshShell(
            SshOptionsOf.Settings(settings),
            name => provider.GetRequiredService<RunbookCatalog>().Inventory().Value?.Find(name),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IHostShell>(provider => new CleanShell(
            new SuccessorShell(
                simulated?.Shell ?? provider.GetRequiredService<SshShell>(),
                provider.GetRequiredService<IJournal>()
            ),
            provider.GetRequiredService<Redactor>()
        ));
        services.AddSingleton(simulated?.Pace ?? HostPolling.Real);
        services.AddSingleton(simulated is null ? OwnMachine.OfThisProcess() : OwnMachine.Unknown);
    }

    private static void AddActivities(IServiceCollection services, string databaseId)
    {
        services.AddSingleton<ActivityPorts>();
        services.AddSingleton(provider => new ActivityCatalog(
            ActivitySet.Of(provider.GetRequiredService<ActivityPorts>())
        ));
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<NotePublisher>(
                provider,
                NoteChannels.Of(
                    provider.GetRequiredService<SlackClient>(),
                    provider.GetRequiredService<GitHubConnection>(),
                    provider.GetRequiredService<RunReports>(),
                    databaseId,
                    provider.GetRequiredService<ILoggerFactory>()
                )
            )
        );
    }

    private static void AddPeople(IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options.People);
        services.AddSingleton(new GitHubPins(Path.Combine(options.DataFolder, "github-accounts.json")));
        services.AddSingleton(provider =>
        {
            var tokens = new TokenFile(options.DataFolder, provider.GetRequiredService<TimeProvider>());
            tokens.SeeAll();
            return tokens;
        });
        services.AddSingleton(new RunbookCatalog(options.WorkflowsFolder));
        services.AddSingleton<IWorkflowFiles>(provider => provider.GetRequiredService<RunbookCatalog>());
        services.AddSingleton<RunEvidence>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<HealthProof>();
        services.AddSingleton<HostReturns>();
        services.AddScheduledRuns();
    }
}
