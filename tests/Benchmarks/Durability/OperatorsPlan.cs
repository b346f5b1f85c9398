using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Plans;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>The plan of the operators' security patches on all eight hosts.</summary>
internal static class OperatorsPlan
{
    public static Plan Read()
    {
        var catalog = new RunbookCatalog(Path.Combine(AppContext.BaseDirectory, "workflows"));
        var answer = catalog.Plan("security-patches", Facts.Empty, []);
        return answer.Plan ?? throw new InvalidOperationException(string.Join(' ', answer.Refusals));
    }
}
