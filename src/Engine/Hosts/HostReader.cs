using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Reads one host from the variables that apply to it.</summary>
internal sealed class HostReader(HostVariables variables, WrittenHost written, ProblemList problems)
{
    private const string DefaultLedger = "/var/lib/olupgrade";

    private readonly YamlValues _values = new(problems);

    /// <summary>The host; a wrong value is reported and replaced by a placeholder.</summary>
    /// <param name="groups">Every group that the host is in.</param>
    public Host Read(ImmutableArray<WrittenGroup> groups) =>
        new(
            written.Name,
            Text("olupgrade_today", TextRule.Host) ?? written.Name,
            RoleOf(groups),
            Text(variables.Find("ansible_ssh_host", "ansible_host"), TextRule.Address) ?? written.Name,
            PortOf(),
            UserOf(),
            Text("olupgrade_jump", TextRule.Host),
            variables.Find("ansible_become") is not { } become || (_values.Boolean(become, "ansible_become") ?? true),
            LedgerOf(),
            variables.Find("olupgrade_containers") is { } names
                ? _values.Texts(names, "olupgrade_containers", TextRule.Container, min: 0)
                : [],
            Text("olupgrade_bring_up", TextRule.Script),
            Questions("olupgrade_health", InventoryKeys.Questions),
            Questions("olupgrade_preflight", InventoryKeys.PreflightQuestions),
            Text("olupgrade_revision", TextRule.Url),
            variables.Find(InventoryKeys.Depends) is { } others
                ? _values.Texts(others, InventoryKeys.Depends, TextRule.Host, min: 0)
                : []
        );

    private ImmutableArray<HealthQuestion> Questions(string name, ImmutableArray<string> known) =>
        variables.Find(name) is { } node ? new HealthReader(known, problems).Read(node, name) : [];

    private string? Text(string name, TextRule rule) => Text((name, variables.Find(name)), rule);

    private string? Text((string Name, YamlNode? Node) found, TextRule rule)
    {
        var (name, node) = found;
        var isAnsibles = name.StartsWith(AnsibleVariables.Prefix, StringComparison.Ordinal);
        if (isAnsibles && node is YamlNode.Scalar { Text: var text } && text.Contains("{{", StringComparison.Ordinal))
        {
            problems.Add(node.At, $"`{name}` is a template, which only Ansible evaluates: write the value itself");
            return "";
        }

        return node is null ? null : _values.Text(node, name, rule);
    }

    private int PortOf() =>
        variables.Find("ansible_ssh_port", "ansible_port") is (var name, { } port)
            ? _values.WholeNumber(port, name, 1, 65535) ?? 22
            : 22;

    private string UserOf()
    {
        var found = variables.Find("ansible_ssh_user", "ansible_user");
        if (found.Node is null)
            problems.Add(
                written.At,
                $"{Quote.Of(written.Name)} has no ansible_user: set it on the host, its group or all"
            );
        return Text(found, TextRule.User) ?? "";
    }

    /// <summary>The innermost group, or that of <c>olupgrade_role</c>, where there are several.</summary>
    private string RoleOf(ImmutableArray<WrittenGroup> groups)
    {
        var innermost = written.Innermost();
        if (Text("olupgrade_role", TextRule.Group) is { } role)
        {
            var known = groups.Select(group => group.Name).ToList();
            if (role.Length > 0 && !known.Contains(role))
                problems.Add(
                    variables.Find("olupgrade_role")!.At,
                    $"{written.Name} is not in the group {Quote.Of(role)}, which `olupgrade_role` names"
                        + Nearest.Hint(role, known)
                );
            return role;
        }

        if (innermost is [var only])
            return only;
        problems.Add(
            written.LastAt,
            $"{Quote.Of(written.Name)} is in the groups "
                + $"{string.Join(" and ", innermost.Select(name => Quote.Of(name)))}; "
                + "hosts of one role are peers: name one of the groups as olupgrade_role, on the host or in its group"
        );
        return "";
    }

    private string LedgerOf()
    {
        var ledger = Text("olupgrade_ledger", TextRule.Path) ?? DefaultLedger;
        if (ledger == "/")
            problems.Add(written.At, "olupgrade_ledger must be a dedicated folder, not /");
        return ledger;
    }
}
