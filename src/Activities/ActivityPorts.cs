using OlUpgrade.Execution.Approvals;
using OlUpgrade.GitHub;
using OlUpgrade.People;
using OlUpgrade.Slack.Client;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade;

/// <summary>
/// Everything outside the engine that an activity may touch. The service connects these ports to real systems; the
/// simulator connects them to simulated ones.
/// </summary>
/// <param name="Staff">Says whether a person may still act.</param>
/// <param name="Files">Says whether the files behind a plan have changed since.</param>
/// <param name="OwnMachine">The machine that the service runs on, which it must not reboot under itself.</param>
/// <param name="Polling">How often activities look at a host while they wait for it.</param>
public sealed record ActivityPorts(
    IHostShell Hosts,
    SlackClient Slack,
    GitHubConnection GitHub,
    IStaff Staff,
    IWorkflowFiles Files,
    OwnMachine OwnMachine,
    HostPolling Polling,
    TimeProvider Time
);
