namespace OlUpgrade.Sandbox.Slack;

/// <summary>The people, channels, groups and tokens with which the workspace starts.</summary>
internal static class InitialWorkspace
{
    private static readonly string[] BotScopes =
    [
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "reactions:read",
        "reactions:write",
        "usergroups:read",
        "users:read",
    ];

    public static IEnumerable<SlackPerson> People() =>
        [
            new("U0MEK", "mek", "mek"),
            new("U0DRINI", "cdrini", "cdrini"),
            new("U0JIM", "jim", "jim"),
            new("U0RAJ", "raj", "raj"),
            new("U0GUEST", "guest", "Gwen Guest") { IsGuest = true },
            new("U0OUTSIDER", "outsider", "Otto Outsider") { TeamId = SlackPerson.OtherTeamId },
            new("U0GONE", "gone", "Greta Gone") { IsDeactivated = true },
            new("U0OTHERBOT", "deploybot", "Deploy Bot") { IsBot = true },
            new(SlackWorkspace.BotUserId, "olupgrade", "OlUpgrade") { IsBot = true },
            new("USLACKBOT", "slackbot", "Slackbot"),
        ];

    public static IEnumerable<SlackChannel> Channels()
    {
        string[] staff = ["U0MEK", "U0DRINI", "U0JIM", "U0RAJ"];
        return
        [
            new(
                "C0OPENLIB",
                "openlibrary",
                [.. staff, "U0GUEST", "U0OUTSIDER", "U0OTHERBOT", SlackWorkspace.BotUserId]
            ),
            new("C0RANDOM", "random", [.. staff, "U0GUEST"]),
            new("C0STAFFONLY", "staff-only", staff) { IsPrivate = true },
        ];
    }

    public static Dictionary<string, HashSet<string>> Groups() => new() { ["S0STAFF"] = ["U0MEK", "U0DRINI"] };

    public static Dictionary<string, SlackToken> Tokens() =>
        new()
        {
            [SlackWorkspace.BotToken] = new SlackToken(SlackWorkspace.BotToken, BotScopes),
            [SlackWorkspace.AppToken] = new SlackToken(SlackWorkspace.AppToken, ["connections:write"]),
        };
}
