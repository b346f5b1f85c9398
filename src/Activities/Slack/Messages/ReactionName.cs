namespace OlUpgrade.Slack.Messages;

/// <summary>A reaction's name without its skin tone, in one spelling.</summary>
public static class ReactionName
{
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
