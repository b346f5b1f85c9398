using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>What became of the wish to open a run.</summary>
public abstract record Opening
{
    private Opening() { }

    public sealed record Opened(RunId Run) : Opening;

    /// <summary>The request was known: this is its run.</summary>
    public sealed record Known(RunId Run) : Opening;

    /// <summary>The host is in a run that is still open.</summary>
    public sealed record HostTaken(string Host, RunId By) : Opening;
}
