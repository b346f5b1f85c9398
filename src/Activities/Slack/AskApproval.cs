using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack;

/// <summary>Posts a gate's question in the channel of its rule. Evidence: channel ID, ts, link.</summary>
public sealed class AskApproval(SlackClient slack) : IActivity
{
    private readonly MarkedMessage _message = new(slack);

    public string Name => "ask-approval";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        _message.PostAsync(step, Channel(step), QuestionLayout.Of(step.Run, GateOf(step)), cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        _message.ProbeAsync(step, Channel(step), cancellation);

    private static string Channel(StepContext step) => GateOf(step).Rule.Channel;

    private static Gate GateOf(StepContext step) =>
        step.Step.Work is Work.AskApproval ask
            ? Gate.Named(step.Plan, ask.Gate)
            : throw new InvalidOperationException($"{step.Key} does not ask for an approval.");
}
