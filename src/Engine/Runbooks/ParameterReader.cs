using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Reads a runbook's parameters. A default that does not fit its own type or pattern is reported as a problem.
/// </summary>
internal sealed class ParameterReader(ProblemList problems)
{
    public ImmutableArray<Parameter> Read(YamlNode? node) =>
        node switch
        {
            null => [],
            YamlNode.Mapping mapping => [.. mapping.Entries.Select(One).OfType<Parameter>()],
            _ => Refuse(node.At, "`parameters` must be a mapping from each parameter's name to its settings"),
        };

    private Parameter? One(YamlNode.Entry entry)
    {
        CheckName(entry);
        if (YamlForm.Open(entry.Value, "a parameter", RunbookKeys.Parameter, problems) is not { } form)
            return null;
        var parameter = new Parameter(
            entry.Key,
            form.Text("description", TextRule.Line),
            form.TextIfGiven("default", TextRule.AnyLine),
            PatternOf(form),
            TypeOf(form)
        );
        if (parameter.Default is { } value && ParameterValues.Refusal(parameter, value) is { } refusal)
            problems.Add(form.PlaceOf("default"), $"the default is invalid: {refusal}");
        return parameter;
    }

    private void CheckName(YamlNode.Entry entry)
    {
        if (TextRule.ParameterName.Refusal("parameter", entry.Key) is { } refusal)
            problems.Add(entry.At, refusal);
        if (ParameterNames.IsReserved(entry.Key))
            problems.Add(
                entry.At,
                $"a parameter may not be called {entry.Key}: an environment variable of that name "
                    + "changes how a shell or program runs; choose another name"
            );
    }

    private string? PatternOf(YamlForm form)
    {
        if (form.TextIfGiven("pattern", TextRule.RegularExpression) is not { } pattern)
            return null;
        if (ParameterPattern.Refusal(pattern) is not { } refusal)
            return pattern;
        problems.Add(form.PlaceOf("pattern"), refusal);
        return null;
    }

    private ParameterType TypeOf(YamlForm form)
    {
        switch (form.TextIfGiven("type", TextRule.Line))
        {
            case null or "text":
                return ParameterType.Text;
            case "duration":
                return ParameterType.Duration;
            case var other:
                problems.Add(
                    form.PlaceOf("type"),
                    $"unknown type {Quote.Of(other)}: a parameter is `text` or `duration`"
                );
                return ParameterType.Text;
        }
    }

    private ImmutableArray<Parameter> Refuse(Position at, string sentence)
    {
        problems.Add(at, sentence);
        return [];
    }
}
