using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>A message that a run posted, and what it is for.</summary>
/// <param name="Run">The run as it is now.</param>
/// <param name="Place">The step that posted it.</param>
public sealed record RunMessage(PostedMessage Message, Run Run, StepPlace Place)
{
    /// <summary>True for the message that heads the run's thread.</summary>
    public bool IsHeader => Place == BuiltInSteps.Header;

    /// <summary>The gate whose question the message asks, answered or not; null if it asks nothing.</summary>
    public Gate? Gate => Gate.AskedBy(Run.Plan!, Place);

    /// <summary>The question, if the run waits for its answer now; null for any other message.</summary>
    public OpenQuestion? OpenQuestion =>
        OpenQuestion.Of(Run) is { } question && question.Message == Message ? question : null;
}
