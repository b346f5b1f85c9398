using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Sandbox;

/// <summary>Both emulators on free loopback ports with a stopped clock, and raw HTTP to use them.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected const string Channel = "C0OPENLIB";
    protected const string Repository = "repos/internetarchive/openlibrary";
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_732_420_000);

    protected FakeTimeProvider Clock { get; } = new(Start);

    protected SandboxServers Servers { get; private set; } = null!;

    protected HttpClient Http { get; } = new();

    protected SlackWorkspace Workspace => Servers.Slack;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Servers = await SandboxServers.StartAsync(Clock, cancellation: Cancel);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Servers.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    protected Task<JsonObject> Slack(string method, string json = "{}", string token = SlackWorkspace.BotToken) =>
        Read(SendSlack(method, Text(json), token));

    protected Task<JsonObject> SlackForm(string method, params (string Name, string Value)[] arguments) =>
        Read(
            SendSlack(method, new FormUrlEncodedContent(arguments.ToDictionary(pair => pair.Name, pair => pair.Value)))
        );

    protected Task<HttpResponseMessage> SendSlack(
        string method,
        HttpContent? content,
        string? token = SlackWorkspace.BotToken
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Servers.SlackApi, method)) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Http.SendAsync(request, Cancel);
    }

    protected async Task<string> Post(string text, string? thread = null) =>
        (string)
            (
                await Slack(
                    "chat.postMessage",
                    new JsonObject
                    {
                        ["channel"] = Channel,
                        ["text"] = text,
                        ["thread_ts"] = thread,
                    }.ToJsonString()
                )
            )["ts"]!;

    protected static async Task Refused(Task<JsonObject> call, string error)
    {
        var answer = await call;
        Assert.False((bool)answer["ok"]!);
        Assert.Equal(error, (string?)answer["error"]);
    }

    protected Task<HttpResponseMessage> GitHub(
        HttpMethod method,
        string path,
        string? json = null,
        string? token = GitHubSite.Token,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, new Uri(Servers.GitHubApi, path));
        request.Headers.UserAgent.ParseAdd("spec");
        if (json is not null)
            request.Content = Text(json);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("token", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request, Cancel);
    }

    protected async Task<JsonNode> GitHubJson(HttpMethod method, string path, string? json = null, int expect = 200)
    {
        using var response = await GitHub(method, path, json);
        Assert.Equal(expect, (int)response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    protected static async Task<JsonObject> Read(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return Json(await response.Content.ReadAsStringAsync(Cancel));
    }

    protected static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    protected async Task<JsonObject> PostTo(Uri page, string path, string json) =>
        await Read(Http.PostAsync(new Uri(page, path), Text(json), Cancel));
}
