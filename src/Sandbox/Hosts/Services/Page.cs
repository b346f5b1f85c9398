namespace OlUpgrade.Sandbox.Hosts.Services;

/// <summary>What a service answers to a GET.</summary>
internal sealed record Page(int Status, string Body)
{
    public static Page Ok(string body) => new(200, body);

    public static Page NotFound { get; } = new(404, "<html><body><h1>404 Not Found</h1></body></html>");

    public static Page BadGateway { get; } = new(502, "<html><body><h1>502 Bad Gateway</h1></body></html>");

    public static Page Failed { get; } = new(500, "internal server error");
}
