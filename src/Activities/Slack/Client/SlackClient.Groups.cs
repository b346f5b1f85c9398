using System.Collections.Immutable;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>The user IDs in a user group. Slack leaves out deactivated accounts.</summary>
    /// <param name="groupId">Starts with <c>S</c>.</param>
    public async Task<SlackReply<ImmutableHashSet<string>>> GroupAsync(string groupId, CancellationToken cancellation)
    {
        var reply = await _wire.ReadAsync("usergroups.users.list", Form(("usergroup", groupId)), cancellation);
        return Read(reply, "usergroups.users.list", body =>
            body.Child("users") is null ? null : SlackShapes.UsersOf(body)
        );
    }
}
