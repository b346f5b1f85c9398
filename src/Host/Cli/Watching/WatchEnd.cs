using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// How a watching ended: with the run, with a reply that nothing can follow, or by the person who watched.
/// </summary>
/// <param name="Run">As it was seen last.</param>
/// <param name="Reply">Why no more could be seen; null when the run ended or the person did not wait for it.</param>
internal sealed record WatchEnd(Run Run, ServiceReply? Reply = null, bool IsInterrupted = false);
