using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosts;

/// <summary>
/// Ten inventories in shapes that people publish, and how Ansible reaches their hosts. What Ansible makes of each was
/// written down once, so that it is compared where there is no Ansible too.
/// </summary>
public sealed class PublicInventoryTests
{
    public static TheoryData<string> Shapes => [.. AnsibleView.Shapes()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_public_inventory_reaches_the_hosts_that_Ansible_reaches(string shape) =>
        Assert.Equal(AnsibleView.Stored(shape), Seen(shape));

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Ansible_still_says_what_was_written_down_of_it(string shape)
    {
        AnsibleView.SkipWithoutAnsible();
        Assert.Equal(AnsibleView.Stored(shape), await AnsibleView.ListedAsync(AnsibleView.FileOf(shape)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Ansible_itself_connects_to_the_same_user_address_and_port(string shape)
    {
        AnsibleView.SkipWithoutAnsible();
        using var folder = new TempFolder();
        var ways = Read(AnsibleView.FileOf(shape)).Hosts.Select(host => $"{host.User}@{host.Address}:{host.Port}");
        Assert.Equal(
            ways.Order(StringComparer.Ordinal),
            await AnsibleView.ConnectionsAsync(AnsibleView.FileOf(shape), folder)
        );
    }

    [Fact]
    public async Task What_Ansible_makes_of_an_INI_file_is_read()
    {
        AnsibleView.SkipWithoutAnsible();
        using var folder = new TempFolder();
        var ini = folder.Write("hosts.ini", "[web]\nweb[1:2].example.org ansible_user=ops\n[db]\nweb1.example.org\n");
        var refused = InventoryParser.Parse("hosts.ini", await File.ReadAllBytesAsync(ini, Cancellation));
        Assert.Equal(
            "hosts.ini:1:1: this is an INI inventory, and inventories are read as YAML: convert it with "
                + "`ansible-inventory -i hosts.ini --list --yaml`",
            Assert.Single(refused.Problems).ToString()
        );
        var converted = await AnsibleView.RunAsync(folder, "ansible-inventory", "-i", ini, "--list", "--yaml");
        var file = folder.Write("hosts.yaml", $"{converted}\nroles:\n  vars: {{olupgrade_role: web}}\n");
        var parsed = InventoryParser.Parse("hosts.yaml", await File.ReadAllBytesAsync(file, Cancellation));
        // Ansible cannot know which of the two groups is the role.
        Assert.StartsWith(
            "web1.example.org is in the groups db and web",
            Assert.Single(parsed.Problems).Sentence,
            StringComparison.Ordinal
        );
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Inventory Read(string file)
    {
        var parsed = InventoryParser.Parse(Path.GetFileName(file), File.ReadAllBytes(file));
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }

    private static IEnumerable<string> Seen(string shape) =>
        Read(AnsibleView.FileOf(shape))
            .Hosts.OrderBy(host => host.Name, StringComparer.Ordinal)
            .Select(host =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{host.Name}: {host.User}@{host.Address}:{host.Port}, "
                        + $"become {(host.Become ? "true" : "false")}, ledger {host.Ledger}"
                )
            );
}
