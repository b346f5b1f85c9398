using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>The result of opening a run: a closed set.</summary>
public abstract record Opening
{
    private Opening() { }

    /// <summary>A new run.</summary>
    public sealed record Opened(RunId Run) : Opening;

    /// <summary>The request key is known: this is its run.</summary>
    public sealed record Known(RunId Run) : Opening;

    /// <summary>Another open run has the host.</summary>
    public sealed record HostTaken(string Host, RunId By) : Opening;
}
