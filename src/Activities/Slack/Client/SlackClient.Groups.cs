using System.Collections.Immutable;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>The accounts in a user group, deactivated ones left out by Slack.</summary>
    /// <param name="groupId">Begins with <c>S</c>.</param>
    public async Task<SlackReply<ImmutableHashSet<string>>> GroupAsync(string groupId, CancellationToken cancellation)
    {
        var reply = await _wire.ReadAsync("usergroups.users.list", Form(("usergroup", groupId)), cancellation);
        return Read(reply, "usergroups.users.list", body =>
            body.Child("users") is null ? null : SlackShapes.UsersOf(body)
        );
    }
}
