using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Response URLs, to which the app may answer a command or a pressed button five times within thirty minutes.
/// </summary>
internal sealed class SlackResponses(SlackWorkspace workspace, TimeProvider clock)
{
    private const int MaxAnswers = 5;
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(30);

    private readonly long _salt = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Dictionary<string, Address> _addresses = [];

    public static bool Holds(string path) =>
        path.StartsWith("/commands/", StringComparison.Ordinal)
        || path.StartsWith("/actions/", StringComparison.Ordinal);

    /// <summary>Creates a response URL for a command.</summary>
    public string OfCommand(ResponseTarget target) => Open("commands", target);

    /// <summary>Creates a response URL for a pressed button.</summary>
    public string OfAction(ResponseTarget target) => Open("actions", target);

    /// <summary>Handles a POST to a response URL.</summary>
    public EmulatedReply Respond(EmulatedRequest request)
    {
        lock (workspace.Gate)
        {
            if (!request.Is("POST") || !_addresses.TryGetValue(request.Path, out var address))
                return EmulatedReply.Text(404, "no_such_url");
            if (clock.GetUtcNow() > address.ExpiresAt)
                return EmulatedReply.Text(404, "expired_url");
            if (address.Used == MaxAnswers)
                return EmulatedReply.Text(404, "used_url");
            if (request.MediaType != "application/json" || JsonText.Object(request.Body) is not { } body)
                return EmulatedReply.Text(400, "invalid_payload");

            address.Used++;
            return address.Target.Show(workspace, body)
                ? EmulatedReply.Text(200, "ok")
                : EmulatedReply.Text(400, "invalid_payload");
        }
    }

    private string Open(string kind, ResponseTarget target)
    {
        var path = $"/{kind}/{SlackWorkspace.TeamId}/{_salt}/{_addresses.Count + 1}";
        _addresses[path] = new Address(target, clock.GetUtcNow() + AnswersWithin);
        return new Uri(workspace.Address, path).ToString();
    }

    private sealed class Address(ResponseTarget target, DateTimeOffset expiresAt)
    {
        public ResponseTarget Target { get; } = target;

        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        public int Used { get; set; }
    }
}
