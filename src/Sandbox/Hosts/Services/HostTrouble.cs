namespace OlUpgrade.Sandbox.Hosts.Services;

/// <summary>
/// What is wrong on a simulated host although its containers and units run. It lasts until the host is repaired.
/// </summary>
public enum HostTrouble
{
    /// <summary>web: /health fails.</summary>
    WebSick,

    /// <summary>web: the status page fails.</summary>
    StatusPageAway,

    /// <summary>web: it was started under the name of another host, which the status page shows.</summary>
    WrongHostName,

    /// <summary>fast_web: /health says that it is not well.</summary>
    FastWebSick,

    /// <summary>fast_web: each search finds nothing.</summary>
    SearchEmpty,

    /// <summary>solr: the ping fails while the core is loaded.</summary>
    SolrLoading,

    /// <summary>solr: the index is empty.</summary>
    IndexEmpty,

    /// <summary>covers: nginx does not reach the application.</summary>
    CoversAway,

    /// <summary>covers: the second replica does not answer, which nginx hides.</summary>
    CoverReplicaAway,

    /// <summary>infobase: it fails at each request.</summary>
    InfobaseSick,

    /// <summary>infobase: it answers, but not from the database.</summary>
    DatabaseAway,

    /// <summary>haproxy in front of solr: it reaches no server.</summary>
    SearchBalancerEmpty,

    /// <summary>haproxy in front of solr: one of its servers is down, which the other one hides.</summary>
    SolrServerDown,

    /// <summary>affiliate-server: it answers, but the thread that does the work is dead.</summary>
    ThreadDead,

    /// <summary>haproxy in front of the web heads: a backend has no server.</summary>
    WebBackendDown,

    /// <summary>nginx of the site shows the page for times of trouble.</summary>
    SorryPage,

    /// <summary>nginx of the site does not reach the balancer.</summary>
    SiteAway,

    /// <summary>nginx: its configuration has a mistake, which its next start would find.</summary>
    NginxConfiguration,

    /// <summary>The certificate runs out tomorrow.</summary>
    CertificateOld,

    /// <summary>The clock is not synchronised.</summary>
    ClockUnsynchronised,

    /// <summary>Nothing listens on the ports that the inventory asks for.</summary>
    PortClosed,

    /// <summary>A mount of the host is gone.</summary>
    MountAway,
}
