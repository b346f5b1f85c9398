using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Names that a parameter may not have, in any case: either an environment variable of that name changes how a shell or
/// another program runs, or the engine passes something else to scripts under that name.
/// </summary>
internal static class ParameterNames
{
    private static readonly ImmutableArray<string> Reserved =
    [
        "run",
        "host",
        "stage",
        "until",
        "path",
        "ifs",
        "home",
        "env",
        "shell",
        "shellopts",
        "user",
        "logname",
        "uid",
        "euid",
        "ppid",
        "pwd",
        "oldpwd",
        "cdpath",
        "mail",
        "mailpath",
        "ps1",
        "ps2",
        "ps3",
        "ps4",
        "hostname",
        "term",
        "terminfo",
        "lang",
        "language",
        "tz",
        "tmpdir",
        "tmp",
        "temp",
        "editor",
        "visual",
        "pager",
        "display",
        "optarg",
        "optind",
        "opterr",
        "random",
        "seconds",
        "lines",
        "columns",
        "nlspath",
        "locpath",
        "http_proxy",
        "https_proxy",
        "ftp_proxy",
        "all_proxy",
        "no_proxy",
        "posixly_correct",
        "malloc_check_",
        "gconv_path",
        "resolv_host_conf",
        "hostaliases",
    ];

    private static readonly ImmutableArray<string> ReservedBeginnings =
    [
        "ld_",
        "lc_",
        "bash",
        "sudo_",
        "ssh_",
        "git_",
        "apt_",
        "dpkg_",
        "debian_",
        "debconf_",
        "needrestart_",
        "docker_",
        "compose_",
        "systemd_",
        "xdg_",
        "python",
        "perl",
        "ruby",
        "node_",
        "java_",
        "ssl_",
        "curl_",
        "olupgrade",
        "rollback_",
    ];

    public static bool IsReserved(string name) =>
        Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
        || ReservedBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
