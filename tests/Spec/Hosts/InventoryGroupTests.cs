using OlUpgrade.Hosts;
using OlUpgrade.Spec.Runbooks;

namespace OlUpgrade.Spec.Hosts;

/// <summary>Hosts in several groups, groups in several places, ranges, and files that are no YAML inventory.</summary>
public sealed class InventoryGroupTests
{
    private const string TwoGroups = """
        all:
          vars: {ansible_user: deploy}
          children:
            web:
              hosts: {ol-web1: {olupgrade_containers: [web]}, ol-web2: }
            dc1:
              vars: {ansible_port: 2022}
              hosts:
                ol-web1:

        """;

    [Fact]
    public void A_host_in_two_groups_must_be_told_which_of_them_is_its_role() =>
        Assert.Equal(
            "hosts.yaml:9:9: ol-web1 is in the groups web and dc1; hosts of one role are peers: name one of the groups "
                + "as olupgrade_role, on the host or in its group",
            Problems(TwoGroups)
        );

    [Fact]
    public void The_role_of_a_host_in_two_groups_is_what_its_group_says()
    {
        var host = Good(Written.Changed(TwoGroups, "    web:\n", "    web:\n      vars: {olupgrade_role: web}\n"))
            .Find("ol-web1")!;
        Assert.Equal(("web", 2022), (host.Role, host.Port));
        Assert.Equal(["web"], host.Containers);
    }

    [Theory]
    [InlineData("webb", "ol-web1 is not in the group webb, which `olupgrade_role` names; did you mean `web`?")]
    [InlineData("\"a b\"", "`olupgrade_role` must be a group name")]
    public void A_role_is_one_of_the_host_s_groups(string role, string problem) =>
        Assert.Contains(
            problem,
            Problems(Written.Changed(TwoGroups, "ansible_port: 2022", $"olupgrade_role: {role}")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_group_that_contains_the_other_is_not_the_role()
    {
        const string text = """
            all:
              vars: {ansible_user: x}
              children:
                site: {hosts: {a: }, children: {web: {hosts: {a: , b: }}}}
            """;
        Assert.Equal(["web", "web"], Good(text).Hosts.Select(host => host.Role));
    }

    [Fact]
    public void A_host_that_is_written_in_all_and_in_a_group_has_the_group_as_its_role() =>
        Assert.Equal("web", Good("all: {hosts: {a: {ansible_user: x}}}\nweb: {hosts: {a: }}").Hosts[0].Role);

    [Fact]
    public void A_group_that_is_named_in_several_places_is_one_group()
    {
        const string text = """
            all: {vars: {ansible_user: x}}
            prod: {children: {web: }}
            web: {hosts: {a: }}
            ports: {vars: {ansible_port: 7}, children: {web: {vars: {ansible_user: w}}}}
            """;
        var host = Assert.Single(Good(text).Hosts);
        Assert.Equal(("web", "w", 7), (host.Role, host.User, host.Port));
    }

    [Theory]
    [InlineData("a: {children: {b: {children: {a: }}}}", "1:16: the group b contains itself: remove it here")]
    [InlineData("a: {children: {a: }}", "the group a contains itself")]
    [InlineData("all: {children: {web: {children: {all: }}}}", "the group web contains itself")]
    [InlineData("a: {vars: {ansible_group_priority: high}}", "`ansible_group_priority` must be a whole number")]
    public void A_group_that_cannot_be_is_refused(string text, string problem) =>
        Assert.Contains(problem, Problems(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("web[1:3]", "web1 web2 web3")]
    [InlineData("web[:2]", "web0 web1 web2")]
    [InlineData("web[01:10:4].example.org", "web01.example.org web05.example.org web09.example.org")]
    [InlineData("db-[a:c]", "db-a db-b db-c")]
    [InlineData("r[1:2]-n[08:09]", "r1-n08 r1-n09 r2-n08 r2-n09")]
    public void A_range_stands_for_its_hosts(string range, string names) =>
        Assert.Equal(names.Split(' '), Good(Range(range)).Hosts.Select(host => host.Name));

    [Theory]
    [InlineData("web[3:1]", "1:40: a range goes up: it stands for no host")]
    [InlineData("web[1:]", "a range is written as web[1:3]")]
    [InlineData("web[1]", "a range is written as web[1:3]")]
    [InlineData("web[1:3", "a range is written as web[1:3]")]
    [InlineData("web]1[", "a range is written as web[1:3]")]
    [InlineData("web[1:3:0]", "the step of a range is at least 1")]
    [InlineData("web[01:100]", "a range with a leading zero has as many digits at its end")]
    [InlineData("web[a:3]", "a range of letters goes from one small letter to a later one")]
    [InlineData("web[a:C]", "a range of letters goes from one small letter to a later one")]
    [InlineData("web[1:1001]", "the range stands for more than 1,000 hosts")]
    [InlineData("web[0:99999999]", "the range stands for more than 1,000 hosts")]
    [InlineData("web[1:100]-[1:11]", "the range stands for more than 1,000 hosts")]
    [InlineData("WEB[1:3]", "`host` must be lowercase letters, digits and inner hyphens, with dots between")]
    public void A_wrong_range_is_refused(string range, string problem) =>
        Assert.Contains(problem, Problems(Range(range)), StringComparison.Ordinal);

    [Fact]
    public void An_inventory_holds_a_thousand_hosts_at_most() =>
        Assert.Equal(
            "hosts.yaml:5:3: the inventory has more than 1,000 hosts: the limit is reached here",
            Problems("all:\n vars: {ansible_user: x}\n hosts:\n  a[1:1000]:\n  b[1:1000]:\n")
        );

    [Fact]
    public void A_host_named_without_end_is_refused_in_time()
    {
        var groups = Enumerable.Range(1, 1500).Select(number => $"g{number}: {{hosts: {{\"a[1:1000]\": }}}}\n");
        Assert.Contains(
            "the groups name their hosts more than 10,000 times: the limit is reached here",
            Problems($"all: {{vars: {{ansible_user: x}}}}\n{string.Concat(groups)}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_long_chain_of_groups_is_read_to_its_end()
    {
        var chain = Enumerable.Range(1, 1500).Select(number => $"g{number}: {{children: {{g{number + 1}: }}}}\n");
        var text = $"all: {{vars: {{ansible_user: x}}}}\n{string.Concat(chain)}g1501: {{hosts: {{a: }}}}\n";
        Assert.Equal("g1501", Assert.Single(Good(text).Hosts).Role);
    }

    [Theory]
    [InlineData("web1.example.org")]
    [InlineData("10.0.0.7")]
    [InlineData("db_1")]
    public void A_name_with_a_domain_is_a_host(string name) =>
        Assert.Equal((name, name), Good(Range(name)).Hosts.Select(host => (host.Name, host.Address)).Single());

    [Theory]
    [InlineData("web..example")]
    [InlineData(".web")]
    [InlineData("web.")]
    [InlineData("web-.example")]
    [InlineData("web:2222")]
    [InlineData("a@b")]
    public void A_name_that_is_none_is_refused(string name) =>
        Assert.Contains("`host` must be lowercase letters", Problems(Range(name)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[web]\nweb1\n", 1)]
    [InlineData("# hosts\n\n[web:children]\nfront\n", 3)]
    [InlineData("; old\nmail.example.org\n\n[web]\nweb1 ansible_host=10.0.0.1\n", 2)]
    [InlineData("localhost ansible_connection=local\n", 1)]
    public void An_INI_inventory_is_named_as_one(string text, int line) =>
        Assert.Equal(
            $"hosts.yaml:{line}:1: this is an INI inventory, and inventories are read as YAML: convert it with "
                + "`ansible-inventory -i hosts.yaml --list --yaml`",
            Problems(text)
        );

    [Theory]
    [InlineData("hosts: {a: }", "1:1: `hosts` must be inside a group: put it under `all`")]
    [InlineData("vars: {a: b}", "`vars` must be inside a group")]
    public void What_belongs_into_a_group_does_not_stand_alone(string text, string problem) =>
        Assert.Contains(problem, Problems(text), StringComparison.Ordinal);

    private static string Range(string name) => $"all: {{vars: {{ansible_user: x}}, hosts: {{\"{name}\": }}}}";

    private static Inventory Good(string text)
    {
        var parsed = InventoryParser.Parse("hosts.yaml", Written.Bytes(text));
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }

    private static string Problems(string text)
    {
        var parsed = InventoryParser.Parse("hosts.yaml", Written.Bytes(text));
        Assert.Null(parsed.Value);
        return string.Join('\n', parsed.Problems);
    }
}
