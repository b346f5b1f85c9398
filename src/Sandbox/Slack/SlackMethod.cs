using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>One method of the Web API: what it needs, which arguments it knows, and how it answers.</summary>
/// <param name="Scope">The scope that the token must have; null when any token will do.</param>
/// <param name="Arguments">All known arguments; a leading exclamation mark means required.</param>
internal sealed record SlackMethod(
    string Name,
    string? Scope,
    IReadOnlyList<string> Arguments,
    Func<SlackCall, JsonObject> Answer
)
{
    /// <summary>Methods that write take JSON bodies; methods that read take forms and queries only.</summary>
    public bool SeesJson { get; init; }

    public bool NeedsAppToken { get; init; }

    /// <summary>What is wrong with the names of the given arguments; nothing when all is well.</summary>
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
