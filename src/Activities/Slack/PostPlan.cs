using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack;

/// <summary>Posts the plan that is approved. It is never edited afterwards. Evidence: channel ID, ts, link.</summary>
public sealed class PostPlan(SlackClient slack) : IActivity
{
    private readonly MarkedMessage message = new(slack);

    public string Name => "post-plan";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        message.PostAsync(step, step.Plan.Approval.Channel, PlanMessage.Of(step.Run), cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        message.ProbeAsync(step, step.Plan.Approval.Channel, cancellation);
}
