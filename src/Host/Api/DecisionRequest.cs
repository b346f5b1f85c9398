namespace OlUpgrade.Hosting.Api;

/// <summary>A person's decision about a run.</summary>
/// <param name="Decision">
/// One of the kinds that <see cref="Runs.Commands.CommandTable"/> names, or <c>settle</c>.
/// </param>
public sealed record DecisionRequest(string Decision)
{
    /// <summary>For approve: the beginning of the plan's digest that the person saw, at least 12 digits.</summary>
    public string? Digest { get; init; }

    /// <summary>
    /// For resume, retry, skip, settle and override: whose step is meant, when several are stuck. For exclude and
    /// adopt: the host.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>For rollback: a host, a stage, or <c>all</c>.</summary>
    public string? Target { get; init; }

    /// <summary>For note: names it, so that the same note sent twice is one.</summary>
    public string? Key { get; init; }

    /// <summary>For settle.</summary>
    public bool? Happened { get; init; }

    /// <summary>Why, or the text of a note; skip, exclude, override and adopt are refused without one.</summary>
    public string? Reason { get; init; }

    /// <summary>For abort: what runs on hosts is stopped there.</summary>
    public bool Stops { get; init; }

    /// <summary>For return: the person vouches for the host, and its health questions are not asked.</summary>
    public bool ByHand { get; init; }

    /// <summary>For rollback: no approval is waited for.</summary>
    public bool Emergency { get; init; }

    /// <summary>The state of the run that the person saw; null when they did not say.</summary>
    public int? Seen { get; init; }
}
