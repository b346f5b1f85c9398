using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Reads the stages, and rejects unknown hosts, hosts that appear twice and duplicate stage names.
/// </summary>
internal sealed class StageReader(
    Inventory inventory,
    ImmutableArray<Parameter> parameters,
    ApprovalRule? approval,
    ProblemList problems
)
{
    private readonly Dictionary<string, string> _stageOfHost = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly YamlValues _values = new(problems);

    public Stage? Read(YamlNode node)
    {
        if (YamlForm.Open(node, "a stage", RunbookKeys.Stage, problems) is not { } form)
            return null;
        var name = NameOf(form);
        var hosts = form.Each("hosts", item => HostOf(item, name));
        return new(
            name,
            hosts,
            form.WholeNumber("limit", 1, Math.Max(1, WrittenHosts(form)), fallback: 1),
            SoakOf(form.Find("soak")),
            form.Has("approval") ? new ApprovalReader(problems).Read(form.Find("approval"), approval) : null,
            form.TextIfGiven("why", TextRule.Line)
        );
    }

    private static int WrittenHosts(YamlForm form) => form.Find("hosts") is YamlNode.List list ? list.Items.Length : 0;

    private string NameOf(YamlForm form)
    {
        var name = form.Text("stage", TextRule.Name);
        if (ReservedNames.IsStage(name))
            problems.Add(form.PlaceOf("stage"), $"the stage name {name} is reserved: choose another");
        if (name.EndsWith(" soak", StringComparison.OrdinalIgnoreCase))
            problems.Add(
                form.PlaceOf("stage"),
                "a stage name may not end in \" soak\", which names the quiet time after a stage"
            );
        if (name.Length > 0 && !_names.Add(name))
            problems.Add(form.PlaceOf("stage"), $"two stages are called {name}: rename one");
        return name;
    }

    private string? HostOf(YamlNode node, string stage)
    {
        if (_values.Text(node, "hosts", TextRule.Host) is not { } host)
            return null;
        if (inventory.Find(host) is null)
            problems.Add(
                node.At,
                $"{host} is not in the inventory{Nearest.Hint(host, inventory.Hosts.Select(known => known.Name))}"
            );
        if (_stageOfHost.TryAdd(host, stage))
            return host;
        problems.Add(
            node.At,
            $"{host} is already in the stage {_stageOfHost[host]}: a host is upgraded once, so remove one"
        );
        return null;
    }

    private DurationSetting SoakOf(YamlNode? node)
    {
        if (node is null)
            return DurationSetting.None;
        if (node is not YamlNode.Scalar { Text: ['$', .. var name] })
            return DurationSetting.Of(_values.Duration(node, "soak", Limits.Instant, Limits.Timeout) ?? TimeSpan.Zero);
        var parameter = parameters.FirstOrDefault(known => known.Name == name);
        if (parameter is null)
            problems.Add(
                node.At,
                $"`soak` refers to ${Quote.Of(name)}, which is not a parameter{Nearest.Hint(name, DurationNames())}"
            );
        else if (parameter.Type != ParameterType.Duration)
            problems.Add(node.At, $"`soak` refers to ${name}, which is text: give the parameter `type: duration`");
        return DurationSetting.From(name);
    }

    private IEnumerable<string> DurationNames() =>
        parameters.Where(parameter => parameter.Type == ParameterType.Duration).Select(parameter => parameter.Name);
}
