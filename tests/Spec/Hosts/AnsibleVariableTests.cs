using OlUpgrade.Hosts;
using OlUpgrade.Spec.Runbooks;

namespace OlUpgrade.Spec.Hosts;

/// <summary>
/// Every variable of Ansible's that changes where, as whom or how it connects is obeyed or refused by name; no other
/// stands in the way.
/// </summary>
public sealed class AnsibleVariableTests
{
    [Theory]
    [InlineData("ansible_password: x", "`ansible_password` is not obeyed: the service knows no password of a host")]
    [InlineData("ansible_ssh_pass: x", "`ansible_ssh_pass` is not obeyed: the service knows no password of a host")]
    [InlineData(
        "ansible_become_password: x",
        "`ansible_become_password` is not obeyed: the service's sudo asks for no"
    )]
    [InlineData("ansible_sudo_pass: x", "`ansible_sudo_pass` is not obeyed: the service's sudo asks for no password")]
    [InlineData(
        "ansible_ssh_private_key_file: ~/k",
        "`ansible_ssh_private_key_file` is not obeyed: the service logs in"
    )]
    [InlineData("ansible_private_key_file: ~/k", "`ansible_private_key_file` is not obeyed: the service logs in with")]
    [InlineData("ansible_connection: local", "`ansible_connection` can only be `ssh`: the service reaches every host")]
    [InlineData("ansible_become_user: admin", "`ansible_become_user` can only be `root`: commands run as root, or as")]
    [InlineData(
        "ansible_become_method: su",
        "`ansible_become_method` can only be `sudo`: commands become root by sudo"
    )]
    [InlineData(
        "ansible_become_exe: /x",
        "`ansible_become_exe` can only be `sudo`: commands become root by sudo; it is"
    )]
    [InlineData(
        "ansible_become_flags: -E",
        "`ansible_become_flags` can only be `-H -S -n`: commands become root by sudo"
    )]
    [InlineData(
        "ansible_ssh_executable: /x",
        "`ansible_ssh_executable` can only be `ssh`: the service has its own SSH"
    )]
    [InlineData("ansible_ssh_common_args: -J b", "`ansible_ssh_common_args` can only be empty: name the host to go")]
    [InlineData(
        "ansible_ssh_extra_args: -v",
        "`ansible_ssh_extra_args` can only be empty: name the host to go through"
    )]
    [InlineData("ansible_ssh_args: -v", "`ansible_ssh_args` can only be empty: name the host to go through as")]
    [InlineData("ansible_shell_type: fish", "`ansible_shell_type` can only be `sh`: scripts run under /bin/sh; it is")]
    [InlineData("ansible_shell_executable: [a]", "`ansible_shell_executable` can only be `/bin/sh`: scripts run under")]
    [InlineData(
        "ansible_host_key_checking: false",
        "`ansible_host_key_checking` can only be `true`: the service always"
    )]
    [InlineData(
        "ansible_su_user: x",
        "`ansible_su_user` can change how Ansible reaches the host, and the service does"
    )]
    [InlineData("ansible_winrm_path: x", "`ansible_winrm_path` can change how Ansible reaches the host")]
    [InlineData("ansible_ssh_hosts: x", "`ansible_ssh_hosts` can change how Ansible reaches the host, and the service")]
    [InlineData("ansible_hots: x", "unknown variable `ansible_hots`; did you mean `ansible_host`?")]
    public void A_variable_that_changes_the_way_to_a_host_is_refused_by_name(string variable, string problem)
    {
        var (name, value) = (variable.Split(": ")[0], variable.Split(": ")[1]);
        var parsed = Parse($"all:\n  vars: {{ansible_user: x}}\n  hosts:\n    a:\n      {name}: {value}\n");
        var found = Assert.Single(parsed.Problems);
        Assert.StartsWith(problem, found.Sentence, StringComparison.Ordinal);
        Assert.Equal(5, found.Line);
        Assert.True(found.Column == 7 || found.Column == 7 + name.Length + 2);
    }

    [Theory]
    [InlineData("ansible_connection: ssh")]
    [InlineData("ansible_connection: smart")]
    [InlineData("ansible_become_user: root")]
    [InlineData("ansible_become_method: sudo")]
    [InlineData("ansible_shell_type: sh")]
    [InlineData("ansible_ssh_common_args: \"\"")]
    [InlineData("ansible_ssh_host_key_checking: yes")]
    public void A_value_that_says_what_the_service_does_anyway_is_taken(string variable)
    {
        var parsed = Parse($"all: {{hosts: {{a: {{ansible_user: x, {variable}}}}}}}");
        Assert.Empty(parsed.Problems);
        Assert.Empty(parsed.Value!.Ignored);
    }

    [Fact]
    public void Variables_that_change_nothing_are_named_once()
    {
        var parsed = Parse(
            "all: {vars: {ansible_user: x, ansible_python_interpreter: a, ntp: b, ansible_ssh_retries: 3}, "
                + "hosts: {a: {ansible_python_interpreter: c}}}"
        );
        Assert.Equal(["ansible_python_interpreter", "ansible_ssh_retries"], parsed.Value!.Ignored);
    }

    [Theory]
    [InlineData("ansible_host: a.example, ansible_ssh_host: b.example", "x@b.example:22")]
    [InlineData("ansible_port: 1, ansible_ssh_port: 2", "x@a:2")]
    [InlineData("ansible_ssh_user: first.last", "first.last@a:22")]
    public void The_old_names_win_as_they_do_in_Ansible(string variables, string way)
    {
        var host = Parse($"all: {{hosts: {{a: {{ansible_user: x, {variables}}}}}}}").Value!.Hosts[0];
        Assert.Equal(way, $"{host.User}@{host.Address}:{host.Port}");
    }

    [Theory]
    [InlineData("ansible_ssh_host: 10", "`ansible_ssh_host` is text, but `10` without quotes is a number")]
    [InlineData(
        "ansible_port: 02222",
        "`ansible_port` begins with 0: YAML may read 02222 as an octal number; write 2222"
    )]
    [InlineData("ansible_port: +022", "`ansible_port` begins with 0: YAML may read +022 as an octal number; write 22")]
    [InlineData("ansible_ssh_port: 0", "`ansible_ssh_port` must be a whole number from 1 to 65535")]
    [InlineData("ansible_ssh_user: a..b", "`ansible_ssh_user` must be a user name on the host")]
    [InlineData(
        "ansible_host: \"{{ x }}\"",
        "`ansible_host` is a template, which only Ansible evaluates: write the value"
    )]
    public void A_wrong_value_is_refused_under_the_name_that_was_written(string variable, string problem) =>
        Assert.StartsWith(
            problem,
            Assert.Single(Parse($"all: {{vars: {{ansible_user: x}}, hosts: {{a: {{{variable}}}}}}}").Problems).Sentence,
            StringComparison.Ordinal
        );

    private static OlUpgrade.Yaml.Parsed<Inventory> Parse(string text) =>
        InventoryParser.Parse("hosts.yaml", Written.Bytes(text));
}
