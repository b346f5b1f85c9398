using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack;

/// <summary>Posts the first message of the run's thread. Evidence: channel ID, ts, link.</summary>
public sealed class PostHeader(SlackClient slack) : IActivity
{
    private readonly MarkedMessage _message = new(slack);

    public string Name => "post-header";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        _message.PostAsync(step, step.Plan.Approval.Channel, HeaderText.LayoutOf(step.Run), cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        _message.ProbeAsync(step, step.Plan.Approval.Channel, cancellation);
}
