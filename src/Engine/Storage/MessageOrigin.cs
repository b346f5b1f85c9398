using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>The run that posted a message, and the step that it posted it with.</summary>
public sealed record MessageOrigin(RunId Run, StepPlace Place);
