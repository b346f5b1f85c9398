using System.Collections.Immutable;

namespace OlUpgrade.Hosts;

/// <summary>
/// What becomes of each of Ansible's own variables that the service does not obey as it stands. One that changes
/// where, as whom or how Ansible connects is refused, unless its value says what the service does anyway; the rest
/// changes nothing here and is ignored.
/// </summary>
/// <remarks>
/// Source: the variables of Ansible's plugins for the connection (ssh), for become (sudo, su, runas) and for the shell.
/// </remarks>
internal static class AnsibleVariables
{
    public const string Prefix = "ansible_";

    private const string OwnKey = "the service logs in with its own key (OlUpgrade:Ssh:KeyFile): remove it";
    private const string NoPassword = "the service knows no password of a host: remove it, and let the key log in";
    private const string NoSudoPassword =
        "the service's sudo asks for no password: remove it, and allow that on the host";
    private const string OneJump = "name the host to go through as olupgrade_jump, and keep this in ansible.cfg";
    private const string OnlyRoot = "commands run as root, or as the login with `ansible_become: false`";
    private const string OnlySudo = "commands become root by sudo";
    private const string OnlySh = "scripts run under /bin/sh";
    private const string PinnedKeys = "the service always checks a host's key";

    /// <summary>The values that agree with what the service does, and what to say to any other.</summary>
    private static readonly ImmutableDictionary<string, (ImmutableArray<string> Agreeing, string Reason)> Agreeing =
        Pairs(
            ("ansible_connection", ["ssh", "smart", "ansible.builtin.ssh"], "the service reaches every host by SSH"),
            ("ansible_become_method", ["sudo", "ansible.builtin.sudo"], OnlySudo),
            ("ansible_become_user", ["root"], OnlyRoot),
            ("ansible_sudo_user", ["root"], OnlyRoot),
            ("ansible_become_exe", ["sudo"], OnlySudo),
            ("ansible_sudo_exe", ["sudo"], OnlySudo),
            ("ansible_become_flags", ["-H -S -n"], OnlySudo),
            ("ansible_sudo_flags", ["-H -S -n"], OnlySudo),
            ("ansible_shell_type", ["sh"], OnlySh),
            ("ansible_shell_executable", ["/bin/sh"], OnlySh),
            ("ansible_host_key_checking", ["true", "True", "yes", "Yes"], PinnedKeys),
            ("ansible_ssh_host_key_checking", ["true", "True", "yes", "Yes"], PinnedKeys),
            ("ansible_ssh_executable", ["ssh"], "the service has its own SSH client"),
            ("ansible_ssh_args", [""], OneJump),
            ("ansible_ssh_common_args", [""], OneJump),
            ("ansible_ssh_extra_args", [""], OneJump)
        );

    private static readonly ImmutableDictionary<string, string> Refused = new Dictionary<string, string>
    {
        ["ansible_private_key"] = OwnKey,
        ["ansible_private_key_file"] = OwnKey,
        ["ansible_private_key_passphrase"] = OwnKey,
        ["ansible_ssh_private_key"] = OwnKey,
        ["ansible_ssh_private_key_file"] = OwnKey,
        ["ansible_ssh_pkcs11_provider"] = OwnKey,
        ["ansible_password"] = NoPassword,
        ["ansible_ssh_pass"] = NoPassword,
        ["ansible_ssh_password"] = NoPassword,
        ["ansible_become_pass"] = NoSudoPassword,
        ["ansible_become_password"] = NoSudoPassword,
        ["ansible_sudo_pass"] = NoSudoPassword,
    }.ToImmutableDictionary();

    private static readonly ImmutableHashSet<string> Harmless =
    [
        "ansible_admin_users",
        "ansible_async_dir",
        "ansible_common_remote_group",
        "ansible_control_path",
        "ansible_control_path_dir",
        "ansible_module_compression",
        "ansible_pipelining",
        "ansible_remote_tmp",
        "ansible_shell_allow_world_readable_temp",
        "ansible_ssh_pipelining",
        "ansible_ssh_retries",
        "ansible_ssh_timeout",
        "ansible_ssh_transfer_method",
        "ansible_ssh_use_tty",
        "ansible_sshpass_prompt",
        "ansible_system_tmpdirs",
        "ansible_timeout",
    ];

    /// <summary>The beginnings of names by which Ansible's plugins connect another way, or as another user.</summary>
    private static readonly ImmutableArray<string> Changing =
    [
        .. from plugin in (string[])
            [
                "ssh",
                "libssh",
                "paramiko",
                "winrm",
                "psrp",
                "httpapi",
                "netconf",
                "network",
                "local",
                "chroot",
                "docker",
                "podman",
                "lxc",
                "lxd",
                "kubectl",
                "aws",
                "connection",
                "become",
                "sudo",
                "su",
                "runas",
                "doas",
                "dzdo",
                "ksu",
                "machinectl",
                "pbrun",
                "pfexec",
                "pmrun",
                "sesu",
                "shell",
            ]
        select $"{Prefix}{plugin}_",
    ];

    /// <summary>Why the variable is refused whatever its value is; null if it is not.</summary>
    public static string? Refusal(string name)
    {
        if (Refused.TryGetValue(name, out var reason))
            return $"`{name}` is not obeyed: {reason}";
        return !Agreeing.ContainsKey(name) && !Harmless.Contains(name) && Changing.Any(name.StartsWith)
            ? $"`{name}` can change how Ansible reaches the host, and the service does not obey it: remove it"
            : null;
    }

    /// <summary>Why this value is refused; null for one that says what the service does anyway.</summary>
    public static string? Refusal(string name, string value) =>
        Agreeing.TryGetValue(name, out var known) && !known.Agreeing.Contains(value)
            ? $"`{name}` can only be {Written(known.Agreeing[0])}: {known.Reason}"
            : null;

    /// <summary>True for a name of Ansible's whose value counts, or that is known to change nothing.</summary>
    public static bool IsKnown(string name) => Agreeing.ContainsKey(name) || Harmless.Contains(name);

    /// <summary>True if the value is compared with what the service does.</summary>
    public static bool IsCompared(string name) => Agreeing.ContainsKey(name);

    private static string Written(string value) => value.Length == 0 ? "empty" : $"`{value}`";

    private static ImmutableDictionary<string, (ImmutableArray<string>, string)> Pairs(
        params (string Name, ImmutableArray<string> Values, string Reason)[] known
    ) => known.ToImmutableDictionary(one => one.Name, one => (one.Values, one.Reason));
}
