using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>A run has failed to continue again and again, or continues after that.</summary>
/// <param name="run">The run.</param>
/// <param name="failures">How many tries in a row have failed.</param>
/// <param name="trouble">What the last one failed with; null if the run continues now.</param>
public sealed class RunFailingEventArgs(RunId run, int failures, Exception? trouble) : EventArgs
{
    public RunId Run { get; } = run;

    public int Failures { get; } = failures;

    public Exception? Trouble { get; } = trouble;
}
