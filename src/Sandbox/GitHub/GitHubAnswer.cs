using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>The refusals of the REST API: a status, a message, and a list of errors for bad values.</summary>
internal static class GitHubAnswer
{
    private const string Documentation = "https://docs.github.com/rest";

    public static EmulatedReply NotFound => Problem(404, "Not Found");

    public static EmulatedReply Forbidden => Problem(403, "Resource not accessible by personal access token");

    public static EmulatedReply Problem(int status, string message) =>
        EmulatedReply.Json(status, Body(status, message));

    /// <summary>HTTP 422 for one bad field.</summary>
    public static EmulatedReply Invalid(string resource, string field, string code, string? message = null)
    {
        var error = new JsonObject
        {
            ["resource"] = resource,
            ["field"] = field,
            ["code"] = code,
        };
        if (message is not null)
            error["message"] = message;
        var body = Body(422, "Validation Failed");
        body["errors"] = new JsonArray(error);
        return EmulatedReply.Json(422, body);
    }

    /// <summary>HTTP 422 for a request whose form is wrong, before its values are checked.</summary>
    public static EmulatedReply Malformed(string complaint) => Problem(422, $"Invalid request.\n\n{complaint}");

    private static JsonObject Body(int status, string message) =>
        new()
        {
            ["message"] = message,
            ["documentation_url"] = Documentation,
            ["status"] = $"{status}",
        };
}
