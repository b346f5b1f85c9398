namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>What a script finds in its environment before its own values, the same for a step and a question.</summary>
/// <remarks>Source: docs/wire/ledger.md, "The environment of a script".</remarks>
internal static class HostEnvironment
{
    /// <summary>The value; empty for a name that is not set.</summary>
    public static string Value(string name) =>
        name switch
        {
            "PATH" => "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin",
            "HOME" => "/root",
            "USER" or "LOGNAME" => "root",
            "LANG" or "LC_ALL" => "C.UTF-8",
            "DEBIAN_FRONTEND" => "noninteractive",
            _ => "",
        };
}
