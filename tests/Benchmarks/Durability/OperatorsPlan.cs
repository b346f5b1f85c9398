using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Plans;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>The operators' own security patches over all eight hosts, as a plan.</summary>
internal static class OperatorsPlan
{
    public static Plan Read()
    {
        var shelf = new RunbookCatalog(Path.Combine(AppContext.BaseDirectory, "workflows"));
        var answer = shelf.Plan("security-patches", Facts.Empty, []);
        return answer.Plan ?? throw new InvalidOperationException(string.Join(' ', answer.Refusals));
    }
}
