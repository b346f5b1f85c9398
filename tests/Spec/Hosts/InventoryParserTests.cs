using OlUpgrade.Hosts;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Hosts;

public sealed class InventoryParserTests
{
    private const string Text = """
        all:
          vars:
            ansible_user: deploy
            ansible_port: 2222
            ntp_server: whatever ansible needs
            olupgrade_health: [clock]
          hosts:
            bastion: {ansible_host: 192.0.2.1, ansible_become: false}
          children:
            site:
              vars: {ansible_port: 2022, olupgrade_jump: bastion}
              children:
                web:
                  vars:
                    olupgrade_containers: [web-1, web-2]
                    olupgrade_bring_up: docker compose up -d
                  hosts:
                    ol-web1:
                      ansible_host: ol-web1.example.org
                      ansible_port: 22
                      olupgrade_today: ol-web0
                      olupgrade_ledger: /srv/olupgrade
                      olupgrade_health:
                        - containers
                        - clock
                        - {http: "http://localhost/", status: 204, contains: "OK"}
                        - {http: "http://localhost/"}
                        - {unit: docker.service}
                        - {port: 8983}
                        - {mount: /1}
                        - {disk: /, free: 2GiB}
                        - {disk: /1, free: 500MiB}
                    ol-web2:

        """;

    private static readonly Inventory Inventory = Good(Text);

    [Fact]
    public void Hosts_keep_the_order_of_the_file() =>
        Assert.Equal(["bastion", "ol-web1", "ol-web2"], Inventory.Hosts.Select(host => host.Name));

    [Fact]
    public void Inner_groups_come_first_if_the_file_has_them_first()
    {
        const string text = "all: {vars: {ansible_user: x}, children: {web: {hosts: {b: , c: }}}, hosts: {a: }}";
        Assert.Equal(["b", "c", "a"], Good(text).Hosts.Select(host => host.Name));
    }

    [Fact]
    public void The_definition_closest_to_a_host_wins()
    {
        var (near, far) = (Inventory.Find("ol-web1")!, Inventory.Find("ol-web2")!);
        Assert.Equal((22, 2022, 2222), (near.Port, far.Port, Inventory.Find("bastion")!.Port));
        Assert.Equal("deploy", near.User);
        Assert.Equal(["web-1", "web-2"], near.Containers);
    }

    [Fact]
    public void The_role_is_the_innermost_group() => Assert.Equal("web", Inventory.Find("ol-web1")!.Role);

    [Fact]
    public void A_host_without_variables_has_the_defaults()
    {
        var host = Inventory.Find("ol-web2")!;
        Assert.Equal(("ol-web2", "ol-web2"), (host.Address, host.TodaysName));
        Assert.Equal((true, "/var/lib/olupgrade"), (host.Become, host.Ledger));
        Assert.Equal([new HealthQuestion.Clock()], host.Health);
        var plain = Good("all: {hosts: {a: {ansible_user: x}}}").Hosts[0];
        Assert.Equal((22, null, null), (plain.Port, plain.JumpHost, plain.BringUp));
        Assert.Empty(plain.Containers);
        Assert.Empty(plain.Health);
    }

    [Fact]
    public void A_hosts_own_settings_are_read()
    {
        var host = Inventory.Find("ol-web1")!;
        Assert.Equal(("ol-web0", "ol-web1.example.org", "bastion"), (host.TodaysName, host.Address, host.JumpHost));
        Assert.Equal(("/srv/olupgrade", "docker compose up -d"), (host.Ledger, host.BringUp));
        Assert.False(Inventory.Find("bastion")!.Become);
    }

    [Fact]
    public void Every_health_question_is_read() =>
        Assert.Equal(
            [
                new HealthQuestion.AllContainers(),
                new HealthQuestion.Clock(),
                new HealthQuestion.Http("http://localhost/", 204, "OK"),
                new HealthQuestion.Http("http://localhost/", 200, null),
                new HealthQuestion.Unit("docker.service"),
                new HealthQuestion.Port(8983),
                new HealthQuestion.Mount("/1"),
                new HealthQuestion.Disk("/", 2048),
                new HealthQuestion.Disk("/1", 500),
            ],
            Inventory.Find("ol-web1")!.Health
        );

    [Fact]
    public void The_digest_is_that_of_the_text() => Assert.Equal(Digest.Of(Text), Inventory.Digest);

    private static Inventory Good(string text)
    {
        var parsed = InventoryParser.Parse("hosts.yaml", Written.Bytes(text));
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }
}
