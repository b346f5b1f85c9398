using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Reads one host from the variables that hold for it.</summary>
internal sealed class HostReader(HostVariables variables, YamlNode.Entry entry, ProblemList complaints)
{
    public const string Ledger = "/var/lib/olupgrade";

    private readonly YamlValues _values = new(complaints);

    public Host Read(string role) =>
        new(
            entry.Key,
            Text("olupgrade_today", TextRule.HostName) ?? entry.Key,
            role,
            Text("ansible_host", TextRule.Address) ?? entry.Key,
            variables.Find("ansible_port") is { } port ? _values.WholeNumber(port, "ansible_port", 1, 65535) ?? 22 : 22,
            UserOf(),
            Text("olupgrade_jump", TextRule.HostName),
            variables.Find("ansible_become") is not { } become || (_values.YesOrNo(become, "ansible_become") ?? true),
            LedgerOf(),
            variables.Find("olupgrade_containers") is { } names
                ? _values.Texts(names, "olupgrade_containers", TextRule.Container, least: 0)
                : [],
            Text("olupgrade_bring_up", TextRule.Script),
            Questions("olupgrade_health", InventoryKeys.Questions),
            Questions("olupgrade_preflight", InventoryKeys.PreflightQuestions),
            Text("olupgrade_revision", TextRule.Url)
        );

    private ImmutableArray<HealthQuestion> Questions(string name, ImmutableArray<string> known) =>
        variables.Find(name) is { } node ? new HealthReader(known, complaints).Read(node, name) : [];

    private string? Text(string name, TextRule rule) =>
        variables.Find(name) is { } node ? _values.Text(node, name, rule) : null;

    private string UserOf()
    {
        if (variables.Find("ansible_user") is null)
            complaints.Add(
                entry.At,
                $"{Quote.Of(entry.Key)} has no ansible_user: give it one, or give one to its group or to all"
            );
        return Text("ansible_user", TextRule.User) ?? "";
    }

    private string LedgerOf()
    {
        var ledger = Text("olupgrade_ledger", TextRule.Path) ?? Ledger;
        if (ledger == "/")
            complaints.Add(entry.At, "olupgrade_ledger must be a folder of its own, not /");
        return ledger;
    }
}
