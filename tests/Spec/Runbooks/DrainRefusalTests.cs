using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Runbooks;

/// <summary>A host taken out of service is put back: at most one drain, followed by exactly one return.</summary>
public sealed class DrainRefusalTests
{
    private const string Settle = "  - {step: settle, wait: 5m}\n";
    private const string Drain = "  - {step: out, drain: disable, timeout: 2m, retry: {attempts: 2}, probe: exit 1}\n";
    private const string Return =
        "  - {step: back, return: enable, timeout: 1m, retry: {attempts: 3}, probe: exit 0}\n";

    private static Parsed<Runbook> Parse(string steps, string parameter = "packages") =>
        Written.Parse(
            Written
                .Runbook.Replace(Settle, steps, StringComparison.Ordinal)
                .Replace("  packages:", $"  {parameter}:", StringComparison.Ordinal)
        );

    [Fact]
    public void A_drain_with_its_return_is_read_with_script_probe_timeout_and_retry()
    {
        var steps = Parse(Drain + Settle + Return).Value!.Steps;
        var drain = steps.Single(step => step.Name == "out");
        Assert.Equal(
            (new Work.Drain("disable", "exit 1"), TimeSpan.FromMinutes(2), 2),
            (drain.Work, drain.Timeout, drain.Retry.Attempts)
        );
        var back = steps.Single(step => step.Name == "back");
        Assert.Equal(
            (new Work.Return("enable", "exit 0"), TimeSpan.FromMinutes(1), 3),
            (back.Work, back.Timeout, back.Retry.Attempts)
        );
        Assert.False(drain.Work.OnlyReads || back.Work.OnlyReads);
    }

    [Theory]
    [InlineData(
        Drain,
        "25:5: no later step puts back the host that this step takes out of service: add a step with `return` after it"
    )]
    [InlineData(Return, "25:5: this step puts back a host that no earlier step takes out of service")]
    [InlineData(Return + Drain, "25:5: this step puts back a host that no earlier step takes out of service")]
    [InlineData(
        Drain + "  - {step: again, drain: disable, timeout: 2m}\n" + Return,
        "26:5: a host is taken out of service once, but this is the second `drain`: remove one"
    )]
    [InlineData(
        Drain + Return + "  - {step: again, return: enable, timeout: 2m}\n",
        "27:5: a host is put back once, but this is the second `return`: remove one"
    )]
    [InlineData("  - {step: out, drain: disable}\n" + Return, "25:5: a step needs the key `timeout`")]
    [InlineData(
        "  - {step: out, drain: disable, timeout: 2m, undo: enable}\n" + Return,
        "`undo` does not go with `drain`"
    )]
    [InlineData(
        "  - {step: out, drain: disable, timeout: 2m, irreversible: so}\n" + Return,
        "`irreversible` does not go with `drain`"
    )]
    [InlineData(
        Drain + "  - {step: back, return: enable, timeout: 1m, undo: disable}\n",
        "`undo` does not go with `return`"
    )]
    public void A_host_that_would_stay_out_of_service_is_refused_with_the_position(string steps, string problem) =>
        Assert.Contains(Parse(steps).Problems, found => $"{found}".Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_return_on_a_host_without_health_questions_is_refused()
    {
        var text = Written
            .Runbook.Replace(Settle, Drain + Return, StringComparison.Ordinal)
            .Replace("  - {step: health, health: {timeout: 5m, times: 3}}\n", "", StringComparison.Ordinal);
        var inventory = InventoryParser
            .Parse("hosts.yaml", Written.Bytes(Written.Changed(Written.Hosts, ", olupgrade_health: [clock]", "")))
            .Value!;
        Assert.Contains(RunbookParser.Parse("patches.yaml", Written.Bytes(text), inventory).Problems, found =>
            $"{found}".Contains("ol-dev has no health questions", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Until_is_not_a_valid_parameter_name() =>
        Assert.Contains(Parse(Settle, parameter: "until").Problems, found =>
            $"{found}".Contains("until", StringComparison.Ordinal)
        );
}
