using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Reads one host from the variables that apply to it.</summary>
internal sealed class HostReader(HostVariables variables, YamlNode.Entry entry, ProblemList problems)
{
    private const string DefaultLedger = "/var/lib/olupgrade";

    private readonly YamlValues _values = new(problems);

    public Host Read(string role) =>
        new(
            entry.Key,
            Text("olupgrade_today", TextRule.HostName) ?? entry.Key,
            role,
            Text("ansible_host", TextRule.Address) ?? entry.Key,
            variables.Find("ansible_port") is { } port ? _values.WholeNumber(port, "ansible_port", 1, 65535) ?? 22 : 22,
            UserOf(),
            Text("olupgrade_jump", TextRule.HostName),
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
                ? _values.Texts(others, InventoryKeys.Depends, TextRule.HostName, min: 0)
                : []
        );

    private ImmutableArray<HealthQuestion> Questions(string name, ImmutableArray<string> known) =>
        variables.Find(name) is { } node ? new HealthReader(known, problems).Read(node, name) : [];

    private string? Text(string name, TextRule rule) =>
        variables.Find(name) is { } node ? _values.Text(node, name, rule) : null;

    private string UserOf()
    {
        if (variables.Find("ansible_user") is null)
            problems.Add(entry.At, $"{Quote.Of(entry.Key)} has no ansible_user: set it on the host, its group or all");
        return Text("ansible_user", TextRule.User) ?? "";
    }

    private string LedgerOf()
    {
        var ledger = Text("olupgrade_ledger", TextRule.Path) ?? DefaultLedger;
        if (ledger == "/")
            problems.Add(entry.At, "olupgrade_ledger must be a dedicated folder, not /");
        return ledger;
    }
}
