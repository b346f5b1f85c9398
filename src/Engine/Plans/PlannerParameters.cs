using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>Fills in the parameters of a run: what was given, else the default; refuses what does not fit.</summary>
internal static class PlannerParameters
{
    /// <summary>Every parameter that has a value, and the sentences that refuse the rest.</summary>
    public static (Facts Values, IEnumerable<string> Refusals) Fill(Runbook runbook, Facts given)
    {
        var values = runbook
            .Parameters.Select(parameter =>
                (parameter.Name, Value: given.GetValueOrDefault(parameter.Name) ?? parameter.Default)
            )
            .Where(filled => filled.Value is not null)
            .Aggregate(Facts.Empty, (facts, filled) => facts.SetItem(filled.Name, filled.Value!));
        var strangers = given
            .Keys.Where(name => runbook.Parameters.All(parameter => parameter.Name != name))
            .Select(name => Unknown(name, runbook));
        var misfits = runbook.Parameters.Select(parameter => Refusal(parameter, values)).OfType<string>();
        return (values, [.. strangers, .. misfits]);
    }

    private static string? Refusal(Parameter parameter, Facts values) =>
        values.TryGetValue(parameter.Name, out var value)
            ? ParameterValues.Refusal(parameter, value)
            : $"the parameter `{parameter.Name}` ({parameter.Description}) has no default: give it a value";

    private static string Unknown(string name, Runbook runbook)
    {
        var names = runbook.Parameters.Select(parameter => parameter.Name).ToArray();
        var known = names.Length == 0 ? "it has none" : $"it has {string.Join(", ", names)}";
        return $"{runbook.Name} has no parameter `{Quote.Of(name)}`{Nearest.Hint(name, names)}; {known}";
    }
}
