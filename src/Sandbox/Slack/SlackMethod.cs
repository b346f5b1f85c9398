using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>One method of the Web API: the scope that it needs, its arguments, and how it answers.</summary>
/// <param name="Scope">The scope that the token must have; null if any token is enough.</param>
/// <param name="Arguments">All arguments; a leading exclamation mark means required.</param>
internal sealed record SlackMethod(
    string Name,
    string? Scope,
    IReadOnlyList<string> Arguments,
    Func<SlackCall, JsonObject> Answer
)
{
    /// <summary>
    /// True for methods that write: they accept a JSON body. Methods that read accept only forms and queries.
    /// </summary>
    public bool SeesJson { get; init; }

    public bool NeedsAppToken { get; init; }

    /// <summary>
    /// The calls a minute that Slack allows, by the method's tier (docs.slack.dev, rate limits). Emulated where a flood
    /// of people could use it up.
    /// </summary>
    public int PerMinute { get; init; } = int.MaxValue;

    /// <summary>The errors in the names of the given arguments; empty if there are none.</summary>
    public IEnumerable<string> Complaints(SlackArguments given)
    {
        var missing = Arguments
            .Where(name => name.StartsWith('!') && !given.Has(name[1..]))
            .Select(name => $"missing required field: {name[1..]}");
        var unknown = given
            .Names.Where(name => name != "token" && !Knows(name))
            .Select(name => $"unknown argument: {name}");
        return missing.Concat(unknown);
    }

    private bool Knows(string name) => Arguments.Contains(name) || Arguments.Contains("!" + name);
}
