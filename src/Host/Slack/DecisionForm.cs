using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Slack;

/// <summary>How a decision is typed behind <c>/upgrade</c>: which words it takes, in which order.</summary>
/// <param name="Takes">What stands behind the run, as people are told it.</param>
/// <param name="Does">What it is for, in a few words.</param>
/// <param name="Marks">Words with a meaning of their own.</param>
public sealed record DecisionForm(string Verb, string Takes, string Does, params ImmutableArray<string> Marks)
{
    public const string Happened = "it-happened";
    public const string DidNotHappen = "it-did-not-happen";
    public const string Stop = "stop";
    public const string Emergency = "emergency";

    public static ImmutableArray<DecisionForm> All { get; } =
    [
        new("approve", "", "agrees to what is asked") { Reason = Need.No },
        new("refuse", "[reason…]", "says no: ends the run, or leaves the rollback or step undone"),
        new(
            "resume",
            $"[HOST] [{Happened}|{DidNotHappen}] [reason…]",
            "goes on where it stopped",
            Happened,
            DidNotHappen
        )
        {
            Host = Need.May,
        },
        new("retry", "[HOST] [reason…]", "begins a failed step again, whatever is found") { Host = Need.May },
        new("skip", "[HOST] REASON…", "goes on without a failed step") { Host = Need.May, Reason = Need.Must },
        new("exclude", "HOST REASON…", "does nothing more on a host") { Host = Need.Must, Reason = Need.Must },
        new("hold", "[reason…]", "begins nothing more until resume"),
        new("rollback", $"HOST|STAGE|all [{Emergency}] [reason…]", "brings hosts back", Emergency)
        {
            Target = Need.Must,
        },
        new("abort", $"[{Stop}] [reason…]", "ends the run; with `stop`, commands too", Stop),
        new("delete-branch", "[reason…]", "deletes the rollback branch of a run that has ended"),
        new("note", "TEXT…", "writes a note into the journal, the thread and the issue") { Reason = Need.Must },
        new("override", "HOST REASON…", "an approver has a host go on all the same")
        {
            Host = Need.Must,
            Reason = Need.Must,
        },
        new("adopt", "HOST REASON…", "takes a host whose ledger refuses") { Host = Need.Must, Reason = Need.Must },
    ];

    public Need Host { get; init; } = Need.No;

    /// <summary>A host, a stage, or <c>all</c>.</summary>
    public Need Target { get; init; } = Need.No;

    public Need Reason { get; init; } = Need.May;

    /// <summary>What would have been right.</summary>
    public string Usage => $"`/upgrade {Verb} [RUN]{(Takes.Length == 0 ? "" : " ")}{Takes}`";

    /// <summary>Whether a part may be there.</summary>
    public enum Need
    {
        No,
        May,
        Must,
    }
}
