using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// How watching ended: with the run, with a final refusal of the service, or by the person who watched.
/// </summary>
/// <param name="Run">The last known state.</param>
/// <param name="Reply">The refusal; null if the run ended or the person stopped watching.</param>
internal sealed record WatchEnd(Run Run, ServiceReply? Reply = null, bool IsInterrupted = false);
