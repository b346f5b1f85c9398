using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>
/// The entry point of the REST API. It checks User-Agent, token, rate limit and body before the path, and adds an ETag
/// to the replies of reads.
/// </summary>
internal sealed class GitHubApi(GitHubSite site)
{
    private const string Prefix = "/api/v3";
    private int _answered;

    public EmulatedReply Answer(EmulatedRequest request)
    {
        lock (site.Gate)
        {
            var reply = Admit(request, out var call) ?? GitHubRoutes.Answer(call, Segments(request.Path));
            if (request.Is("GET") && reply.Status == 200)
                reply = Tag(request, reply);
            return site
                .Budget.Mark(reply)
                .With("x-github-request-id", $"SANDBOX:{++_answered:X4}")
                .With("x-github-media-type", "github.v3; format=json");
        }
    }

    private EmulatedReply? Admit(EmulatedRequest request, out GitHubCall call)
    {
        call = new GitHubCall(site, request, TokenOf(request, out var unknown), []);
        if (string.IsNullOrWhiteSpace(request.Header("User-Agent")))
            return EmulatedReply.Text(
                403,
                "Request forbidden by administrative rules. Please make sure your request "
                    + "has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api)."
            );
        if (unknown)
            return GitHubAnswer.Problem(401, "Bad credentials");
        if (site.Budget.Spend() is { } spent)
            return spent;
        return request.Body.Length > 0 ? ReadBody(request, ref call) : null;
    }

    private static EmulatedReply? ReadBody(EmulatedRequest request, ref GitHubCall call)
    {
        if (request.MediaType is not ("application/json" or "application/vnd.github+json"))
            return GitHubAnswer.Problem(415, "Unsupported Media Type");
        if (JsonText.Parse(request.Body) is not { } body)
            return GitHubAnswer.Problem(400, "Problems parsing JSON");
        if (body is not JsonObject values)
            return GitHubAnswer.Problem(400, "Body should be a JSON object");

        call = call with { Body = values };
        return null;
    }

    private GitHubToken? TokenOf(EmulatedRequest request, out bool unknown)
    {
        unknown = false;
        if (request.Header("Authorization") is not { } header)
            return null;

        var token =
            header.Split(' ', 2, StringSplitOptions.TrimEntries) is [var scheme, var value]
            && scheme.ToUpperInvariant() is "TOKEN" or "BEARER"
                ? site.TokenNamed(value)
                : null;
        unknown = token is null;
        return token;
    }

    private EmulatedReply Tag(EmulatedRequest request, EmulatedReply reply)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reply.Body)));
        var tag = $"W/\"{hash}\"";
        if (request.Header("If-None-Match") != tag)
            return reply.With("ETag", tag);

        site.Budget.Refund();
        return EmulatedReply.Empty(304).With("ETag", tag);
    }

    private static string[] Segments(string path)
    {
        var bare = path.StartsWith(Prefix + "/", StringComparison.Ordinal) ? path[Prefix.Length..] : path;
        return bare.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }
}
