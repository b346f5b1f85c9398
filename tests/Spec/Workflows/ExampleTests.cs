using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Workflows;

public sealed class ExampleTests
{
    [Fact]
    public void The_embedded_example_is_the_file() =>
        Assert.Equal(Encoding.UTF8.GetString(WorkflowFiles.Bytes("example.yaml")), Example.Text);

    [Fact]
    public void The_example_uses_every_key()
    {
        var root = (YamlNode.Mapping)YamlComposer.Compose(Example.Text, new ProblemList("example.yaml"))!;
        AssertUsed(RunbookKeys.Runbook, [root]);
        AssertUsed(RunbookKeys.Issue, Under(root, "issue"));
        AssertUsed(RunbookKeys.RollbackBranch, Under(root, "rollback-branch"));
        AssertUsed(RunbookKeys.Approval, Under(root, "approval"));
        AssertUsed(RunbookKeys.Window, Under(root, "window"));
        AssertUsed(RunbookKeys.Expected, Under(root, "expected"));
        AssertUsed(RunbookKeys.Schedule, Under(root, "schedule"));
        AssertUsed(RunbookKeys.Parameter, Under(root, "parameters").SelectMany(Values));
        AssertUsed(RunbookKeys.Stage, Items(root, "stages"));
        AssertUsed(RunbookKeys.Step, Items(root, "steps"));
        AssertUsed(RunbookKeys.Retry, Items(root, "steps").SelectMany(step => Under(step, "retry")));
        AssertUsed(RunbookKeys.Reboot, Items(root, "steps").SelectMany(step => Under(step, "reboot")));
        AssertUsed(RunbookKeys.Health, Items(root, "steps").SelectMany(step => Under(step, "health")));
    }

    [Fact]
    public void The_example_captures_everything_that_can_be_captured()
    {
        var captures = WorkflowFiles.Runbook("example.yaml").Steps.Select(step => step.Work).OfType<Work.Capture>();
        Assert.Equal(RunbookKeys.Captured, captures.Single().What);
    }

    [Fact]
    public void Every_key_of_the_example_is_known() =>
        Assert.Equal("example", WorkflowFiles.Runbook("example.yaml").Name);

    private static void AssertUsed(ImmutableArray<string> keys, IEnumerable<YamlNode.Mapping> mappings) =>
        Assert.Empty(keys.Except(mappings.SelectMany(mapping => mapping.Entries).Select(entry => entry.Key)));

    private static IEnumerable<YamlNode.Mapping> Under(YamlNode.Mapping mapping, string key) =>
        mapping.Entries.Where(entry => entry.Key == key).Select(entry => (YamlNode.Mapping)entry.Value);

    private static IEnumerable<YamlNode.Mapping> Values(YamlNode.Mapping mapping) =>
        mapping.Entries.Select(entry => (YamlNode.Mapping)entry.Value);

    private static IEnumerable<YamlNode.Mapping> Items(YamlNode.Mapping mapping, string key) =>
        ((YamlNode.List)mapping.Entries.Single(entry => entry.Key == key).Value).Items.Cast<YamlNode.Mapping>();
}
