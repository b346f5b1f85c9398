using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Reads the variables of a group or a host. Refused by name: a variable of ours that does not exist, and one of
/// Ansible's that changes where, as whom or how it connects and is not obeyed here. Everything else is the playbooks'.
/// </summary>
internal sealed class VariableReader(ProblemList problems)
{
    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>Ansible's own variables that change nothing here.</summary>
    public ImmutableArray<string> Ignored => [.. _ignored];

    /// <summary>The variables of the mapping; none if there is no mapping.</summary>
    public ImmutableArray<YamlNode.Entry> Read(YamlNode? node)
    {
        switch (node)
        {
            case null:
                return [];
            case YamlNode.Mapping mapping:
                foreach (var entry in mapping.Entries)
                    Check(entry);
                return mapping.Entries;
            default:
                problems.Add(node.At, "variables must be a mapping, such as {ansible_port: 22}");
                return [];
        }
    }

    private void Check(YamlNode.Entry entry)
    {
        var isOurs = entry.Key.StartsWith(InventoryKeys.Ours, StringComparison.Ordinal);
        var isAnsibles = entry.Key.StartsWith(AnsibleVariables.Prefix, StringComparison.Ordinal);
        if ((!isOurs && !isAnsibles) || InventoryKeys.Variables.Contains(entry.Key))
            return;
        var hint = AnsibleVariables.IsKnown(entry.Key) ? "" : Nearest.Hint(entry.Key, InventoryKeys.Variables);
        if (AnsibleVariables.Refusal(entry.Key) is { } refusal)
            problems.Add(entry.At, refusal + hint);
        else if (isOurs || hint.Length > 0)
            problems.Add(entry.At, $"unknown variable `{Quote.Of(entry.Key)}`{hint}");
        else if (AnsibleVariables.IsCompared(entry.Key))
            Compare(entry);
        else
            _ignored.Add(entry.Key);
    }

    private void Compare(YamlNode.Entry entry)
    {
        var value = entry.Value is YamlNode.Scalar scalar ? scalar.Text : null;
        if (AnsibleVariables.Refusal(entry.Key, value ?? "a list or a mapping") is { } refusal)
            problems.Add(entry.Value.At, $"{refusal}; it is {(value is null ? "no text" : $"\"{Quote.Of(value)}\"")}");
    }
}
