using System.Collections.Immutable;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Messages;

/// <summary>A reaction's name without its skin tone, in one spelling.</summary>
public static class ReactionName
{
    /// <summary>The IDs of those who react in this way, in whatever skin tone.</summary>
    public static ImmutableHashSet<string> UsersOf(IEnumerable<SlackReaction> reactions, string name) =>
        [.. reactions.Where(one => Base(one.Name) == Base(name)).SelectMany(one => one.UserIds)];

    public static string Base(string reaction)
    {
        var name = reaction.Trim(':');
        var tone = name.IndexOf("::", StringComparison.Ordinal);
        return (tone < 0 ? name : name[..tone]) switch
        {
            "thumbsup" => "+1",
            "thumbsdown" => "-1",
            var other => other,
        };
    }
}
