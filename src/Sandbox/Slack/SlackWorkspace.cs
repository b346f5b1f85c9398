using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Slack, emulated in memory: the Open Library workspace with its people, channels and one app, OlUpgrade. It speaks
/// the Web API and Socket Mode, and people act in it from code or from its page. It refuses what Slack refuses; where
/// the two are known to differ, it is stricter.
/// </summary>
public sealed class SlackWorkspace : IEmulatedSite
{
    public const string TeamId = "T0OPENLIB";
    public const string BotUserId = "U0OLUPGRADE";
    public const string BotId = "B0OLUPGRADE";
    public const string AppId = "A0OLUPGRADE";
    public const string BotToken = "xoxb-sandbox";
    public const string AppToken = "xapp-sandbox";

    private readonly Dictionary<string, SlackPerson> _people;
    private readonly Dictionary<string, SlackChannel> _channels;
    private readonly Dictionary<string, SlackToken> _tokens;
    private readonly Dictionary<string, HashSet<string>> _groups = InitialWorkspace.Groups();
    private readonly List<SlackEphemeral> _ephemerals = [];
    private readonly SlackTimestamp _timestamps;
    private readonly SlackEvents _events;
    private readonly SlackApi _api;
    private readonly SlackCommands _commands;
    private readonly SlackPage _page;
    private readonly OutagesApi _outagesApi;

    public SlackWorkspace(TimeProvider clock)
    {
        _people = InitialWorkspace.People().ToDictionary(person => person.Id);
        _channels = InitialWorkspace.Channels().ToDictionary(channel => channel.Id);
        _tokens = InitialWorkspace.Tokens();
        _timestamps = new SlackTimestamp(clock);
        Outages = new Outages(clock) { Limited = SlackAnswer.Limited };
        Sockets = new SocketMode(this, clock);
        _events = new SlackEvents(this, clock);
        Interactions = new SlackInteractions(this, clock);
        Responses = new SlackResponses(this, clock);
        Queue = new SlackQueue(this, clock);
        _api = new SlackApi(this, clock);
        _commands = new SlackCommands(this);
        _page = new SlackPage(this);
        _outagesApi = new OutagesApi(Outages, clock);
    }

    /// <summary>The address of this workspace, used in links and tickets.</summary>
    public Uri Address { get; set; } = new("http://slack.invalid/");

    /// <summary>The page of the simulated hosts, which the chat page links to; null if there is none.</summary>
    public Uri? HostsPage { get; set; }

    public Outages Outages { get; }

    /// <summary>
    /// Receives envelopes when no socket is connected, so that a simulation needs none. It is called on the thread of
    /// the person's action, and answers with <see cref="Acknowledge"/>.
    /// </summary>
    public Action<JsonObject>? Listener { get; set; }

    internal Lock Gate { get; } = new();

    internal SocketMode Sockets { get; }

    internal SlackInteractions Interactions { get; }

    internal SlackResponses Responses { get; }

    internal SlackQueue Queue { get; }

    /// <summary>Increases with every visible change.</summary>
    internal long Version { get; private set; }

    internal IReadOnlyCollection<SlackPerson> People => _people.Values;

    internal IReadOnlyCollection<SlackChannel> Channels => _channels.Values;

    public EmulatedReply Handle(EmulatedRequest request)
    {
        if (request.Path == "/_sandbox/faults")
            return _outagesApi.Handle(request);
        return _page.Handle(request) ?? Outages.Pass(request, Answer);
    }

    /// <summary>A person types a line such as "/upgrade status". Returns the payload that is sent to the app.</summary>
    public JsonObject? TypeCommand(string userId, string channelId, string text) =>
        _commands.Type(Active(userId), The(channelId), text);

    /// <summary>A person reacts with an emoji, in any skin tone; false if the reaction was already there.</summary>
    public bool React(string userId, string channelId, string ts, string name) =>
        Change("reaction_added", userId, channelId, ts, name, (message, emoji) => message.AddReaction(userId, emoji));

    /// <summary>A person removes a reaction; false if it was not there.</summary>
    public bool Unreact(string userId, string channelId, string ts, string name) =>
        Change("reaction_removed", userId, channelId, ts, name, (message, emoji) =>
            message.RemoveReaction(userId, emoji)
        );

    /// <summary>A person writes a message, or a reply in a thread. Returns its timestamp.</summary>
    public string Say(string userId, string channelId, string text, string? threadTs = null)
    {
        SlackMessage said;
        lock (Gate)
        {
            if (threadTs is not null && TheMessage(channelId, threadTs).IsReply)
                throw new ArgumentException("A reply has no thread of its own.", nameof(threadTs));
            said = Add(
                The(channelId),
                Active(userId).Id,
                new SlackContent(SlackMarkup.Mention(SlackMarkup.Typed(text))),
                threadTs,
                broadcast: false
            );
        }

        _events.Mention(userId, The(channelId), said);
        return said.Ts;
    }

    /// <summary>
    /// A person presses a button of a message. The value chooses among several with the same action ID.
    /// </summary>
    public void Press(string userId, string channelId, string ts, string actionId, string? value = null) =>
        Interactions.Press(Active(userId), The(channelId), TheMessage(channelId, ts), actionId, value);

    /// <summary>The forms that this person has open, with the errors that the app found in them.</summary>
    public JsonArray Forms(string userId)
    {
        lock (Gate)
            return JsonText.Array(
                Interactions.ViewsOf(userId).Where(view => !view.IsSent).Select(view => (JsonNode?)view.Shown())
            );
    }

    /// <summary>A person fills in a form and sends it.</summary>
    public void Submit(string userId, string viewId, IReadOnlyDictionary<string, string> filled) =>
        Interactions.Submit(Active(userId), viewId, filled);

    /// <summary>The scheduled messages, as the Web API would list them.</summary>
    public JsonArray Scheduled()
    {
        lock (Gate)
            return Queue.ToJson();
    }

    /// <summary>Adds a person to a user group, or removes the person.</summary>
    public void SetGroup(string groupId, string userId, bool isIn) =>
        Change(() =>
        {
            _groups.TryAdd(groupId, []);
            _ = isIn ? _groups[groupId].Add(userId) : _groups[groupId].Remove(userId);
        });

    /// <summary>All messages of a channel, oldest first, with replies and metadata, as in the Web API.</summary>
    public JsonArray Messages(string channelId)
    {
        lock (Gate)
            return JsonText.Array(The(channelId).Messages.Select(message => Render(message, withMetadata: true)));
    }

    /// <summary>The texts of this person's ephemeral messages, oldest first.</summary>
    public IReadOnlyList<string> Ephemerals(string userId)
    {
        lock (Gate)
            return [.. EphemeralsFor(userId).Select(ephemeral => ephemeral.Content.Text)];
    }

    /// <summary>The app acknowledges an envelope. A payload that answers a command is shown to the person.</summary>
    public void Acknowledge(string envelopeId, JsonObject? payload = null) => Sockets.Acknowledge(envelopeId, payload);

    /// <summary>Sends unacknowledged events again, as Slack does up to three times.</summary>
    public void Redeliver() => Sockets.Redeliver();

    /// <summary>A person changes their name, which Slack lets everybody do.</summary>
    public void Rename(string userId, string name) => Change(() => _people[userId].Name = name);

    public void Deactivate(string userId) => Change(() => _people[userId].IsDeactivated = true);

    public void RemoveFromChannel(string userId, string channelId) =>
        Change(() => The(channelId).Members.Remove(userId));

    public void AddToChannel(string userId, string channelId) => Change(() => The(channelId).Members.Add(userId));

    /// <summary>Creates a token, or replaces the scopes of an existing one.</summary>
    public void Grant(string token, params string[] scopes) =>
        Change(() => _tokens[token] = new SlackToken(token, scopes));

    public void Revoke(string token) => Change(() => _tokens[token].IsRevoked = true);

    internal SlackPerson? Person(string? id) => _people.GetValueOrDefault(id ?? "");

    internal IEnumerable<string>? Group(string? id) => _groups.GetValueOrDefault(id ?? "");

    internal SlackChannel? Channel(string? id) => _channels.GetValueOrDefault(id ?? "");

    internal SlackChannel? ChannelNamed(string? name) =>
        _channels.Values.FirstOrDefault(channel => channel.Name == name);

    internal SlackToken? Token(string value) => _tokens.GetValueOrDefault(value);

    internal IEnumerable<SlackEphemeral> EphemeralsFor(string userId) =>
        _ephemerals.Where(ephemeral => ephemeral.User == userId);

    internal static JsonObject Render(SlackMessage message, bool withMetadata) =>
        message.ToJson(withMetadata, int.MaxValue);

    internal string Permalink(SlackChannel channel, SlackMessage message)
    {
        var thread = message.IsReply ? $"?thread_ts={message.ThreadTs}&cid={channel.Id}" : "";
        return $"{Address}archives/{channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}{thread}";
    }

    internal SlackMessage Add(SlackChannel channel, string author, SlackContent content, string? thread, bool broadcast)
    {
        var message = new SlackMessage(_timestamps.Next(), author, content)
        {
            ThreadTs = thread,
            IsBroadcast = broadcast,
        };
        channel.Add(message);
        Touch();
        return message;
    }

    internal void Edit(SlackMessage message, SlackContent content)
    {
        message.Edit(content, _timestamps.Next());
        Touch();
    }

    /// <summary>Shows an ephemeral message to one person. Returns its timestamp.</summary>
    internal string PostEphemeral(
        string user,
        string channelId,
        SlackContent content,
        string author,
        string? thread = null
    )
    {
        var ephemeral = new SlackEphemeral(_timestamps.Next(), user, channelId, thread, author, content);
        _ephemerals.Add(ephemeral);
        Touch();
        return ephemeral.Ts;
    }

    internal void Touch() => Version++;

    private EmulatedReply Answer(EmulatedRequest request) =>
        SlackResponses.Holds(request.Path) ? Responses.Respond(request) : _api.Answer(request);

    private void Change(Action act)
    {
        lock (Gate)
        {
            act();
            Touch();
        }
    }

    private bool Change(
        string type,
        string userId,
        string channelId,
        string ts,
        string name,
        Func<SlackMessage, string, bool> act
    )
    {
        SlackChannel channel;
        SlackMessage message;
        lock (Gate)
        {
            Active(userId);
            (channel, message) = (The(channelId), TheMessage(channelId, ts));
            if (!act(message, Emoji(name)))
                return false;
            Touch();
        }
        _events.Send(type, userId, channel, message, Emoji(name));
        return true;
    }

    private SlackPerson Active(string userId) =>
        Person(userId) is { IsDeactivated: false } person
            ? person
            : throw new ArgumentException($"There is no active person {userId} in the workspace.", nameof(userId));

    private SlackChannel The(string channelId) =>
        Channel(channelId)
        ?? throw new ArgumentException($"There is no channel {channelId} in the workspace.", nameof(channelId));

    private SlackMessage TheMessage(string channelId, string ts) =>
        The(channelId).Find(ts) ?? throw new ArgumentException($"There is no message {ts} in {channelId}.", nameof(ts));

    private static string Emoji(string name) =>
        EmojiName.Read(name) ?? throw new ArgumentException($"{name} names no emoji.", nameof(name));
}
