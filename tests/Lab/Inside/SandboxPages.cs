using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// The program <c>olupgrade-sandbox emulators</c> inside the lab's network, and the people who use its pages: they
/// type, react and read, as in a browser.
/// </summary>
internal sealed class SandboxPages : IAsyncDisposable
{
    public const string Mek = "U0MEK";
    public const string Drini = "U0DRINI";

    private const string Channel = "C0OPENLIB";

    // The hosts can reach them too.
    private const string Address = "10.77.0.1";

    private static readonly Uri Slack = new($"http://{Address}:8701/");
    private static readonly Uri GitHub = new($"http://{Address}:8702/");

    private readonly InsideProgram _program;
    private readonly HttpClient _http;

    private SandboxPages(InsideProgram program, HttpClient http) => (_program, _http) = (program, http);

    public static Uri SlackApi { get; } = new(Slack, "api/");

    public static Uri GitHubApi { get; } = new(GitHub, "api/v3/");

    public static async Task<SandboxPages> StartAsync(LabFleet fleet, string folder, HttpClient http)
    {
        var program = await InsideProgram.StartAsync(
            fleet,
            folder,
            new Dictionary<string, string>(),
            "olupgrade-sandbox",
            "emulators",
            "--address",
            Address
        );
        var sandbox = new SandboxPages(program, http);
        await Eventually.Found("the emulators' pages", sandbox.AnswersAsync, () => program.Output);
        return sandbox;
    }

    /// <summary>True if the service has a socket to the chat.</summary>
    public async Task<bool> IsConnectedAsync() => (int)(await SlackAsync())["connections"]! > 0;

    public Task TypeAsync(string user, string line) =>
        ActAsync(
            "say",
            new JsonObject
            {
                ["user"] = user,
                ["channel"] = Channel,
                ["text"] = line,
            }
        );

    /// <summary>Adds a thumbs-up to every message that asks for one.</summary>
    public async Task AgreeAsync(string user)
    {
        foreach (var question in (await MessagesAsync()).Where(IsQuestion))
        {
            await ActAsync(
                "react",
                new JsonObject
                {
                    ["user"] = user,
                    ["channel"] = Channel,
                    ["ts"] = (string?)question["ts"],
                    ["name"] = "+1",
                    ["on"] = true,
                }
            );
        }
    }

    /// <summary>Waits for a message that starts like this and presses a button of the newest one.</summary>
    public async Task PressAsync(string user, string beginning, string action)
    {
        var ts = await Eventually.Found($"the button {action} below \"{beginning}\"", LookAsync, () =>
            "no such message"
        );
        await ActAsync(
            "press",
            new JsonObject
            {
                ["user"] = user,
                ["channel"] = Channel,
                ["ts"] = ts,
                ["action"] = action,
            }
        );

        async Task<string?> LookAsync() =>
            (await MessagesAsync())
                .Where(message =>
                    Text(message).StartsWith(beginning, StringComparison.Ordinal) && HasButton(message, action)
                )
                .Select(message => (string?)message["ts"])
                .LastOrDefault();
    }

    /// <summary>Waits for a form, fills it in and sends it.</summary>
    public async Task SendFormAsync(string user, params (string Field, string Value)[] filled)
    {
        var form = await Eventually.Found($"a form for {user}", LookAsync, () => "no form");
        await ActAsync(
            "submit",
            new JsonObject
            {
                ["user"] = user,
                ["view"] = form,
                ["filled"] = new JsonObject(filled.Select(one => KeyValuePair.Create(one.Field, (JsonNode?)one.Value))),
            }
        );

        async Task<string?> LookAsync() =>
            Items((await StateAsync(Slack, $"?channel={Channel}&user={user}"))["forms"])
                .Select(view => (string?)view["id"])
                .FirstOrDefault();
    }

    /// <summary>Replies in the thread of the newest message that starts like this.</summary>
    public async Task SayBelowAsync(string user, string beginning, string text)
    {
        var head = (await MessagesAsync()).Last(message =>
            Text(message).StartsWith(beginning, StringComparison.Ordinal)
        );
        await ActAsync(
            "say",
            new JsonObject
            {
                ["user"] = user,
                ["channel"] = Channel,
                ["text"] = text,
                ["thread_ts"] = (string?)head["ts"],
            }
        );
    }

    /// <summary>The texts of the scheduled messages.</summary>
    public async Task<IReadOnlyList<string>> ScheduledAsync() =>
        [.. Items((await SlackAsync())["scheduled"]).Select(Text)];

    /// <summary>All messages of the channel and its threads, oldest first.</summary>
    public async Task<string> ThreadAsync() => string.Join("\n---\n", (await MessagesAsync()).Select(Text));

    public Task<string> SaidAsync(string piece)
    {
        var seen = "";
        return Eventually.Found(
            $"\"{piece}\" in the channel",
            async () => (seen = await ThreadAsync()).Contains(piece, StringComparison.Ordinal) ? seen : null,
            () => seen
        );
    }

    /// <summary>The messages that only mek can see, oldest first.</summary>
    public async Task<string> WhispersAsync() =>
        string.Join("\n---\n", Items((await SlackAsync())["whispers"]).Select(Text));

    /// <summary>All issues with their conversation, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> IssuesAsync() => Items((await StateAsync(GitHub))["issues"]);

    /// <summary>The names of all branches.</summary>
    public async Task<IReadOnlyList<string>> BranchesAsync() => [.. (await RefsAsync()).Keys];

    /// <summary>All branches and tags, each with its commit.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RefsAsync() =>
        Items((await StateAsync(GitHub))["refs"]).ToDictionary(one => $"{one["ref"]}", one => $"{one["sha"]}");

    /// <summary>Pushes a commit.</summary>
    public Task PushAsync(string commit) =>
        OnGitHubAsync("commit", new JsonObject { ["sha"] = commit, ["message"] = "as deployed" });

    /// <summary>Comments on the first issue.</summary>
    public Task CommentAsync(string login, string body) =>
        OnGitHubAsync(
            "comment",
            new JsonObject
            {
                ["user"] = login,
                ["number"] = 11_500,
                ["body"] = body,
            }
        );

    /// <summary>GitHub carries out the next such request but holds back its answer.</summary>
    /// <param name="request">A part of "METHOD path".</param>
    public Task HoldAnswerAsync(string request) =>
        OnGitHubAsync("faults", new JsonObject { ["fault"] = "hold-answer", ["match"] = request });

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static bool HasButton(JsonNode message, string action) =>
        (message["blocks"] as JsonArray ?? [])
            .SelectMany(block => block!["elements"] as JsonArray ?? [])
            .Any(element => (string?)element!["action_id"] == action);

    private static bool IsQuestion(JsonNode message) =>
        Text(message).Contains("on THIS message", StringComparison.Ordinal);

    private static string Text(JsonNode message) => (string?)message["text"] ?? "";

    private static IReadOnlyList<JsonNode> Items(JsonNode? list) => [.. list!.AsArray().OfType<JsonNode>()];

    private async Task<string?> AnswersAsync()
    {
        try
        {
            await SlackAsync();
            return (await StateAsync(GitHub)).ToJsonString();
        }
        catch (HttpRequestException) when (!_program.HasEnded)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<JsonNode>> MessagesAsync() => Items((await SlackAsync())["messages"]);

    private Task<JsonNode> SlackAsync() => StateAsync(Slack, $"?channel={Channel}&user={Mek}");

    private async Task<JsonNode> StateAsync(Uri page, string query = "") =>
        (
            await _http.GetFromJsonAsync<JsonNode>(
                new Uri(page, "_sandbox/state" + query),
                TestContext.Current.CancellationToken
            )
        )!;

    private Task ActAsync(string act, JsonObject body) => PostAsync(Slack, act, body);

    private Task OnGitHubAsync(string act, JsonObject body) => PostAsync(GitHub, act, body);

    private async Task PostAsync(Uri page, string act, JsonObject body)
    {
        using var reply = await _http.PostAsJsonAsync(
            new Uri(page, $"_sandbox/{act}"),
            body,
            TestContext.Current.CancellationToken
        );
        Assert.True(
            reply.IsSuccessStatusCode,
            await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }
}
