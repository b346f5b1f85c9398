using OlUpgrade.Sandbox.Hosts.Commands;

namespace OlUpgrade.Sandbox.Hosts.Services;

/// <summary>
/// The services of Open Library on a simulated host, which answer as the real ones do and know nothing of what the
/// inventory asks. A service answers while its container runs.
/// </summary>
internal static class SimulatedServices
{
    private const string Html = "<html><body>";

    /// <summary>The answer to a GET on the host itself; null if the connection is refused.</summary>
    /// <param name="to">Where the request goes instead of the URL's own host; null for there.</param>
    public static Page? Get(SimulatedHost host, Uri url, string? to)
    {
        var service = (url.Port, url.IsLoopback || to is not null || IsSite(url)) switch
        {
            (8080, true) => ("openlibrary-web-1", (Func<SimulatedHost, Uri, Page>)Web),
            (18080, true) => ("openlibrary-fast_web-1", FastWeb),
            (8983, true) => (SolrOf(host), Solr),
            (7000, true) => ("openlibrary-infobase_nginx-1", Infobase),
            (8984, true) => ("openlibrary-solr_haproxy-1", SearchBalancer),
            (31337, true) => ("openlibrary-affiliate-server-1", Affiliate),
            (8405, true) => ("openlibrary-web_haproxy-1", WebBalancer),
            (80 or 443, true) when Has(host, "openlibrary-covers_nginx-1") => ("openlibrary-covers_nginx-1", Covers),
            (80 or 443, true) => ("openlibrary-web_nginx-1", Site),
            _ => ("", (_, _) => Page.NotFound),
        };
        return IsRunning(host, service.Item1) ? service.Item2(host, url) : null;
    }

    public static bool Has(SimulatedHost host, string container) => host.Containers.ContainsKey(container);

    public static bool IsRunning(SimulatedHost host, string container) =>
        host.Containers.TryGetValue(container, out var found) && found.IsRunning;

    /// <summary>What resolves to ol-www0 from everywhere.</summary>
    private static bool IsSite(Uri url) => url.Host == "openlibrary.org";

    private static string SolrOf(SimulatedHost host) =>
        host.Containers.Keys.FirstOrDefault(name => name.Contains("solr", StringComparison.Ordinal)) ?? "";

    private static Page Web(SimulatedHost host, Uri url) =>
        url.AbsolutePath switch
        {
            "/health" => Is(host, HostTrouble.WebSick) ? Page.Failed : Page.Ok("OK"),
            "/status" when Is(host, HostTrouble.StatusPageAway) => Page.Failed,
            "/status" => Page.Ok(
                $"<tr><th>Software version</th><td>{KnownFiles.Read(host, KnownFiles.Revision)}</td></tr>\n"
                    + $"<tr><th>Host</th><td>{WebName(host)}</td></tr>\n"
            ),
            "/search.json" => new(500, "DEPRECATED ENDPOINT"),
            _ => Page.NotFound,
        };

    private static string WebName(SimulatedHost host) =>
        Is(host, HostTrouble.WrongHostName) ? "ol-web9.us.archive.org" : $"{host.Name}.us.archive.org";

    private static Page FastWeb(SimulatedHost host, Uri url) =>
        url.AbsolutePath switch
        {
            "/health" => Page.Ok($"{{\"status\":\"{(Is(host, HostTrouble.FastWebSick) ? "degraded" : "ok")}\"}}"),
            "/search.json" => Page.Ok(
                $"{{\"numFound\":{(Is(host, HostTrouble.SearchEmpty) ? 0 : 4211)},\"start\":0,\"docs\":[]}}"
            ),
            _ => Page.NotFound,
        };

    private static Page Solr(SimulatedHost host, Uri url)
    {
        var isLoading = Is(host, HostTrouble.SolrLoading);
        return url.AbsolutePath switch
        {
            _ when isLoading => new(503, "{\"error\":{\"msg\":\"SolrCore is loading\",\"code\":503}}"),
            "/solr/openlibrary/admin/ping" => Ping,
            "/solr/openlibrary/select" => Page.Ok(
                $"{{\"response\":{{\"numFound\":{(Is(host, HostTrouble.IndexEmpty) ? 0 : 75_318_204)},\"docs\":[]}}}}"
            ),
            _ => Page.NotFound,
        };
    }

    private static Page Ping { get; } = Page.Ok("{\"responseHeader\":{\"status\":0,\"QTime\":1},\"status\":\"OK\"}");

    private static Page Infobase(SimulatedHost host, Uri url) =>
        !IsRunning(host, "openlibrary-infobase-1") ? Page.BadGateway
        : Is(host, HostTrouble.InfobaseSick) ? Page.Failed
        : url.AbsolutePath switch
        {
            "/" => Page.Ok("{\"infobase\":\"welcome\",\"version\":\"0.5dev\"}"),
            "/openlibrary.org" when Is(host, HostTrouble.DatabaseAway) => Page.Failed,
            "/openlibrary.org" => Page.Ok("{\"name\":\"openlibrary.org\"}"),
            _ => Page.NotFound,
        };

    private static Page SearchBalancer(SimulatedHost host, Uri url)
    {
        var none = Is(host, HostTrouble.SearchBalancerEmpty);
        if (url.AbsolutePath == "/metrics")
            return Page.Ok(
                Server("solr", "ol-solr0", !none && !Is(host, HostTrouble.SolrServerDown))
                    + Server("solr", "ol-solr2", !none)
            );
        return none ? new(503, $"{Html}<h1>503 Service Unavailable</h1>\nNo server is available.") : Ping;
    }

    private static Page WebBalancer(SimulatedHost host, Uri url)
    {
        if (url.AbsolutePath != "/metrics")
            return Page.NotFound;
        var up = !Is(host, HostTrouble.WebBackendDown);
        return Page.Ok($"# TYPE haproxy_backend_status gauge\n{Backend("web", up)}{Backend("fast_web", true)}");
    }

    private static string Server(string proxy, string server, bool isUp) =>
        $"haproxy_server_status{{proxy=\"{proxy}\",server=\"{server}\",state=\"DOWN\"}} {(isUp ? 0 : 1)}\n"
        + $"haproxy_server_status{{proxy=\"{proxy}\",server=\"{server}\",state=\"UP\"}} {(isUp ? 1 : 0)}\n";

    private static string Backend(string proxy, bool isUp) =>
        $"haproxy_backend_status{{proxy=\"{proxy}\",state=\"UP\"}} {(isUp ? 1 : 0)}\n"
        + $"haproxy_backend_status{{proxy=\"{proxy}\",state=\"DOWN\"}} {(isUp ? 0 : 1)}\n";

    private static Page Affiliate(SimulatedHost host, Uri url) =>
        url.AbsolutePath == "/status"
            ? Page.Ok(
                $"{{\"thread_is_alive\": {(Is(host, HostTrouble.ThreadDead) ? "false" : "true")}, \"queue_size\": 0, "
                    + "\"queue\": []}"
            )
            : Page.NotFound;

    /// <summary>The server for other names has no location: only the site's own name is passed on.</summary>
    private static Page Covers(SimulatedHost host, Uri url)
    {
        if (url.Host != "covers.openlibrary.org")
            return Page.NotFound;
        var isUp = ((string[])["openlibrary-covers-1", "openlibrary-covers-2"]).Any(name => IsRunning(host, name));
        return isUp && !Is(host, HostTrouble.CoversAway)
            ? Page.Ok("<h1>Open Library Book Covers Repository</h1>")
            : Page.BadGateway;
    }

    private static Page Site(SimulatedHost host, Uri url)
    {
        if (Is(host, HostTrouble.SiteAway) || !IsRunning(host, "openlibrary-web_haproxy-1"))
            return Page.BadGateway;
        return url.AbsolutePath switch
        {
            "/" when Is(host, HostTrouble.SorryPage) => Page.Ok($"{Html}Open Library will be back soon."),
            "/" => Page.Ok($"{Html}<title>Welcome to Open Library</title>"),
            "/health" => Page.Ok("OK"),
            _ => Page.NotFound,
        };
    }

    private static bool Is(SimulatedHost host, HostTrouble trouble) => host.Troubles.Contains(trouble);
}
