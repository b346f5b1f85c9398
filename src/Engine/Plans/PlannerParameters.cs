using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>
/// Fills in the parameters of a run, from the given values or the defaults, and rejects invalid ones.
/// </summary>
internal static class PlannerParameters
{
    /// <summary>Every parameter that has a value, and a sentence for each one that is wrong or missing.</summary>
    public static (Facts Values, IEnumerable<string> Refusals) Fill(Runbook runbook, Facts given)
    {
        var values = runbook
            .Parameters.Select(parameter =>
                (parameter.Name, Value: given.GetValueOrDefault(parameter.Name) ?? parameter.Default)
            )
            .Where(filled => filled.Value is not null)
            .Aggregate(Facts.Empty, (facts, filled) => facts.SetItem(filled.Name, filled.Value!));
        var unknown = given
            .Keys.Where(name => runbook.Parameters.All(parameter => parameter.Name != name))
            .Select(name => Unknown(name, runbook));
        var invalid = runbook.Parameters.Select(parameter => Refusal(parameter, values)).OfType<string>();
        return (values, [.. unknown, .. invalid]);
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
