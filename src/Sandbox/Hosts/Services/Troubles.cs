using OlUpgrade.Hosts;

namespace OlUpgrade.Sandbox.Hosts.Services;

/// <summary>Which troubles a host can have: those that one of its health questions is there to find.</summary>
internal static class Troubles
{
    /// <summary>In the order of the enumeration.</summary>
    public static IEnumerable<HostTrouble> Of(OlUpgrade.Hosts.Host host) =>
        Enum.GetValues<HostTrouble>().Where(trouble => host.Health.Any(question => Finds(question, trouble)));

    private static bool Finds(HealthQuestion question, HostTrouble trouble) =>
        trouble switch
        {
            HostTrouble.MountAway => question is HealthQuestion.Mount,
            HostTrouble.PortClosed => question is HealthQuestion.Port,
            HostTrouble.ClockUnsynchronised => question is HealthQuestion.Clock,
            HostTrouble.CertificateOld => question is HealthQuestion.Certificate,
            _ => PieceOf(trouble) is var (piece, value)
                && TextOf(question) is var text
                && text.Contains(piece, StringComparison.Ordinal)
                && text.Contains(value, StringComparison.Ordinal),
        };

    private static string TextOf(HealthQuestion question) =>
        question switch
        {
            HealthQuestion.Http http => $"{http.Url} {http.Contains}",
            HealthQuestion.Json json => $"{json.Url} {json.At}",
            HealthQuestion.Metric metric => $"{metric.Url} {metric.Series}",
            HealthQuestion.Command command => command.Script,
            // The others have a trouble, a container, a unit or a disk of their own.
            _ => "",
        };

    /// <summary>Two pieces of the question that finds the trouble.</summary>
    private static (string Piece, string Other) PieceOf(HostTrouble trouble) =>
        trouble switch
        {
            HostTrouble.WebSick => (":8080/health", ""),
            HostTrouble.StatusPageAway => (":8080/status", ""),
            HostTrouble.WrongHostName => (":8080/status", "grep"),
            HostTrouble.FastWebSick => (":18080/health", "/status"),
            HostTrouble.SearchEmpty => (":18080/search.json", "/numFound"),
            HostTrouble.SolrLoading => (":8983/", "/admin/ping"),
            HostTrouble.IndexEmpty => (":8983/", "/response/numFound"),
            HostTrouble.CoversAway => ("//covers.openlibrary.org/", ""),
            HostTrouble.CoverReplicaAway => (":7075/", "covers-2"),
            HostTrouble.InfobaseSick => (":7000/", ""),
            HostTrouble.DatabaseAway => (":7000/openlibrary.org", ""),
            HostTrouble.SearchBalancerEmpty => (":8984/", "/admin/ping"),
            HostTrouble.SolrServerDown => (":8984/metrics", "haproxy_server_status"),
            HostTrouble.ThreadDead => (":31337/status", "/thread_is_alive"),
            HostTrouble.WebBackendDown => (":8405/metrics", "haproxy_backend_status"),
            HostTrouble.SorryPage => ("//openlibrary.org/ ", ""),
            HostTrouble.SiteAway => ("//openlibrary.org/health", ""),
            HostTrouble.NginxConfiguration => ("nginx -t", ""),
            _ => throw new System.Diagnostics.UnreachableException($"Nothing finds {trouble}."),
        };
}
