using OlUpgrade.Hosts;
using OlUpgrade.Spec.Runbooks;

namespace OlUpgrade.Spec.Hosts;

public sealed class InventoryRefusalTests
{
    private const string Text = """
        all:
          vars: {ansible_user: deploy}
          children:
            web:
              hosts:
                ol-web1: {ansible_host: ol-web1.example.org, olupgrade_health: [clock]}
                ol-web2: {ansible_port: 22}

        """;

    [Theory]
    [InlineData("all:\n", "hosts:\n", "1:1: `hosts` must be inside a group: put it under `all`")]
    [InlineData("    web:\n", "    web heads:\n", "4:5: `group` must be a group name: letters, digits, _ and -")]
    [InlineData("      hosts:\n", "      host:\n", "5:7: unknown key `host` in a group; did you mean `hosts`?")]
    [InlineData(
        "ol-web2: {ansible_port: 22}",
        "ol-web1: {}",
        "7:9: the key `ol-web1` is repeated; it is already on line 6"
    )]
    [InlineData(
        "ol-web2:",
        "\"ol-web2;id\":",
        "7:9: `host` must be lowercase letters, digits and inner hyphens, with dots between, such as ol-web1 or "
            + "web1.example.org; it is \"ol-web2;id\""
    )]
    [InlineData("ol-web2:", "OL_WEB2:", "`host` must be lowercase letters")]
    [InlineData(
        "vars: {ansible_user: deploy}",
        "vars: {}",
        "6:9: ol-web1 has no ansible_user: set it on the host, its group or all"
    )]
    [InlineData("vars: {ansible_user: deploy}", "vars: [a]", "2:9: variables must be a mapping")]
    [InlineData(
        "ansible_user: deploy",
        "ansible_user: no",
        "`ansible_user` is text, but `no` without quotes is a boolean"
    )]
    [InlineData("ansible_user: deploy", "ansible_user: \"x y\"", "`ansible_user` must be a user name on the host")]
    [InlineData(
        "ansible_user: deploy",
        "ansible_user: -oProxyCommand",
        "`ansible_user` must be a user name on the host"
    )]
    [InlineData(
        "ansible_port: 22",
        "ansible_port: 0",
        "`ansible_port` must be a whole number from 1 to 65535; it is \"0\""
    )]
    [InlineData("ansible_port: 22", "ansible_become: maybe", "`ansible_become` must be true or false; it is \"maybe\"")]
    [InlineData(
        "ansible_port: 22",
        "olupgrade_jmp: ol-web1",
        "7:19: unknown variable `olupgrade_jmp`; did you mean `olupgrade_jump`?"
    )]
    [InlineData(
        "ansible_port: 22",
        "olupgrade_jump: ol-web3",
        "ol-web2 is reached through ol-web3, which is not in the inventory: add it"
    )]
    [InlineData("ansible_port: 22", "olupgrade_jump: ol-web2", "ol-web2 is reached through itself")]
    [InlineData("ansible_port: 22", "olupgrade_ledger: var/lib", "`olupgrade_ledger` must be an absolute path")]
    [InlineData("ansible_port: 22", "olupgrade_ledger: /var/../etc", "`olupgrade_ledger` must be an absolute path")]
    [InlineData("ansible_port: 22", "olupgrade_ledger: /", "olupgrade_ledger must be a dedicated folder, not /")]
    [InlineData("ansible_port: 22", "olupgrade_today: Ol Web", "`olupgrade_today` must be lowercase letters")]
    [InlineData(
        "ansible_port: 22",
        "olupgrade_containers: [\"a b\"]",
        "`olupgrade_containers` must be a container name"
    )]
    [InlineData("ansible_port: 22", "olupgrade_containers: [a, a]", "`olupgrade_containers` names a twice")]
    [InlineData(
        "ansible_port: 22",
        "olupgrade_bring_up: yes",
        "`olupgrade_bring_up` is text, but `yes` without quotes"
    )]
    [InlineData(
        "ol-web1.example.org",
        "\"{{ inventory_hostname }}\"",
        "`ansible_host` is a template, which only Ansible evaluates: write the value itself"
    )]
    [InlineData("ol-web1.example.org", "10", "`ansible_host` is text, but `10` without quotes is a number")]
    public void A_wrong_inventory_is_refused(string old, string changed, string problem) =>
        Assert.Contains(problem, Problems(Written.Changed(Text, old, changed)), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "clocks",
        "unknown health question \"clocks\"; did you mean `clock`?; known questions: http, unit, port, mount, disk, "
    )]
    [InlineData("{htp: x}", "a health question must ask exactly one thing; known questions: http")]
    [InlineData("{unit: a, port: 1}", "a health question must ask exactly one thing")]
    [InlineData("{clock: yes}", "`clock` takes no value: write it as a bare word, - clock")]
    [InlineData("[]", "a health question must ask exactly one thing")]
    [InlineData("{http: localhost}", "`http` must be an http or https URL; it is \"localhost\"")]
    [InlineData("{http: \"ftp://localhost/\"}", "`http` must be an http or https URL")]
    [InlineData("{http: \"http://me:secret@localhost/\"}", "`http` must be a full URL without a user name")]
    [InlineData("{http: \"http://\"}", "`http` must be an http or https URL")]
    [InlineData("{http: \"http://localhost/\", status: 42}", "`status` must be a whole number from 100 to 599")]
    [InlineData(
        "{http: \"http://localhost/\", contain: x}",
        "unknown key `contain` in a health question; did you mean `contains`?"
    )]
    [InlineData("{unit: \"a b\"}", "`unit` must be the name of a systemd unit")]
    [InlineData("{unit: --help}", "`unit` must be the name of a systemd unit")]
    [InlineData("{port: 65536}", "`port` must be a whole number from 1 to 65535")]
    [InlineData("{mount: 1}", "`mount` is text, but `1` without quotes is a number")]
    [InlineData("{disk: /}", "a health question needs the key `free`")]
    [InlineData("{disk: /, free: 2GB}", "`free` must be a size such as 500MiB or 2GiB; it is \"2GB\"")]
    [InlineData("{disk: /, free: 0MiB}", "`free` must be a size such as 500MiB or 2GiB")]
    public void A_wrong_health_question_is_refused(string question, string problem) =>
        Assert.Contains(problem, Problems(Written.Changed(Text, "[clock]", $"[{question}]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "1:1: the file is empty")]
    [InlineData("- a\n", "1:1: an inventory must be a mapping of groups, such as all")]
    [InlineData("all:\n", "the inventory has no hosts")]
    [InlineData("all: {children: {web: {hosts: [a, b]}}}", "`hosts` must be a mapping, with a colon after each name")]
    [InlineData("all: {hosts: {a: text}}", "variables must be a mapping")]
    public void A_file_without_hosts_is_refused(string text, string problem) =>
        Assert.Contains(problem, Problems(text), StringComparison.Ordinal);

    [Fact]
    public void A_jump_host_that_needs_a_jump_itself_is_refused() =>
        Assert.Contains(
            "ol-web2 is reached through ol-web1, which needs a jump host itself: only one jump is supported",
            Problems(
                Written.Changed(
                    Written.Changed(Text, "ansible_port: 22", "olupgrade_jump: ol-web1"),
                    "[clock]",
                    "[clock], olupgrade_jump: ol-web2"
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_mistake_in_a_shared_variable_is_reported_once() =>
        Assert.Equal(
            "hosts.yaml:2:24: `ansible_user` is text, but `no` without quotes is a boolean in YAML: write \"no\"",
            Problems(Written.Changed(Text, "ansible_user: deploy", "ansible_user: no"))
        );

    private static string Problems(string text)
    {
        var parsed = InventoryParser.Parse("hosts.yaml", Written.Bytes(text));
        Assert.Null(parsed.Value);
        return string.Join('\n', parsed.Problems);
    }
}
