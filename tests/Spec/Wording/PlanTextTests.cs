using OlUpgrade.Plans;
using OlUpgrade.Spec.Workflows;
using OlUpgrade.Wording;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Wording;

public sealed class PlanTextTests
{
    [Fact]
    public void The_plan_of_the_example_reads_as_agreed() => AssertReads("example", PlanText.Of(Plan("example")));

    [Fact]
    public void The_plan_of_the_security_patches_reads_as_agreed() =>
        AssertReads(
            "security-patches",
            PlanText.Of(Plan("security-patches", ("packages", "openssl zlib1g")), Digest.Of("a plan"))
        );

    [Fact]
    public void A_value_is_quoted_for_a_shell()
    {
        var plan = Plan("example") with { Parameters = Facts.Empty.Add("service", "it's; rm -rf /") };
        Assert.Contains(@"service='it'\''s; rm -rf /'", PlanText.Of(plan), StringComparison.Ordinal);
    }

    private static Plan Plan(string name, params (string Name, string Value)[] given)
    {
        var facts = given.Aggregate(Facts.Empty, (facts, fact) => facts.Add(fact.Name, fact.Value));
        return Planner.Make(WorkflowFiles.Runbook($"{name}.yaml"), WorkflowFiles.Hosts, facts, []).Plan!;
    }

    /// <summary>When the text is meant to change, the received file beside the tests' program is the new one.</summary>
    private static void AssertReads(string name, string text)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"plan-{name}.received.txt"), text);
        var tests = Path.Combine(WorkflowFiles.Folder, "..", "tests", "Spec", "Wording");
        var agreed = Path.Combine(tests, $"plan-{name}.verified.txt");
        Assert.Equal(File.ReadAllText(agreed), text);
    }
}
