using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>An approval that a run waits for, and the message that asks for it.</summary>
public sealed record OpenQuestion(Run Run, Gate Gate, PostedMessage Message)
{
    /// <summary>The question that a run waits on; null if it waits on none, or its message is not known.</summary>
    public static OpenQuestion? Of(Run run) =>
        run.Status == RunStatus.AwaitingApproval
        && run.CurrentGate is { } gate
        && PostedMessage.Of(run.Evidence(gate.Question)) is { } message
            ? new OpenQuestion(run, gate, message)
            : null;
}
