using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Slack;

/// <summary>An approval that a run waits for, and the Slack message that asks for it.</summary>
public sealed record OpenQuestion(Run Run, Gate Gate, string Channel, string MessageTs)
{
    /// <summary>The question that a run waits on, if its message is known.</summary>
    public static OpenQuestion? Of(Run run)
    {
        if (run.Status != RunStatus.AwaitingApproval || run.StandsAt is not { } gate)
            return null;
        return
            run.Evidence(gate.Question) is { } asked
            && asked.TryGetValue("channel", out var channel)
            && asked.TryGetValue("ts", out var ts)
            ? new OpenQuestion(run, gate, channel, ts)
            : null;
    }
}
