namespace OlUpgrade.Spec.Runbooks;

public sealed class StepRefusalTests
{
    private const string Settle = "{step: settle, wait: 5m}";

    [Theory]
    [InlineData(
        "{step: settle, wait: 5m, containers: up}",
        "25:5: a step does one thing, but this one has containers and wait: split it into two steps"
    )]
    [InlineData(
        "{step: settle}",
        "25:5: the step does nothing: add one of run, drain, return, "
            + "capture, keep, upgrade, preflight, reboot, containers, health, wait"
    )]
    [InlineData("{step: settle, wayt: 5m}", "unknown key `wayt` in a step; did you mean `wait`?")]
    [InlineData(
        "{step: settle, ansible: x}",
        "`ansible` is not one of run, drain, return, "
            + "capture, keep, upgrade, preflight, reboot, containers, health, wait"
    )]
    [InlineData("{wait: 5m}", "a step needs the key `step`")]
    [InlineData("settle", "25:5: a step must be a mapping")]
    [InlineData("{step: Health, wait: 5m}", "two steps are called \"health\": rename one")]
    [InlineData("{step: take host, wait: 5m}", "the step name \"take host\" is reserved")]
    [InlineData("{step: Take Host, wait: 5m}", "the step name \"Take Host\" is reserved")]
    [InlineData("{step: survey, wait: 5m}", "the step name \"survey\" is reserved")]
    [InlineData(
        "{step: compare with what was noted before, wait: 5m}",
        "the step name \"compare with what was noted before\" is reserved"
    )]
    [InlineData("{step: ask for approval, wait: 5m}", "the step name \"ask for approval\" is reserved")]
    [InlineData("{step: a/b, wait: 5m}", "`step` must be letters, digits, spaces and . _ + -")]
    [InlineData("{step: settle, wait: 5}", "`wait` must be a duration such as 90s, 5m, 1h30m or 1d; it has no unit")]
    [InlineData("{step: settle, wait: 0s}", "`wait` must be at least 1ms; it is 0s")]
    [InlineData(
        "{step: settle, wait: -5m}",
        "`wait` must be a duration such as 90s, 5m, 1h30m or 1d; it cannot be negative"
    )]
    [InlineData("{step: settle, wait: 2d}", "`wait` may be at most 1d; it is 2d")]
    [InlineData("{step: settle, wait: 999999999d}", "`wait` may be at most 1d")]
    [InlineData("{step: settle, wait: 5m, timeout: 6m}", "`timeout` does not go with `wait`: remove it")]
    [InlineData("{step: settle, wait: 5m, retry: {attempts: 2}}", "`retry` does not go with `wait`: remove it")]
    [InlineData("{step: settle, run: x}", "25:5: a step needs the key `timeout`")]
    [InlineData("{step: settle, run: \"\", timeout: 1m}", "`run` must be a shell script that is not blank")]
    [InlineData("{step: settle, run: x, timeout: 25h}", "`timeout` may be at most 1d; it is 1d1h")]
    [InlineData("{step: settle, run: x, timeout: 0s}", "`timeout` must be at least 1ms; it is 0s")]
    [InlineData(
        "{step: settle, run: x, timeout: 1m, retry: {attempts: 11}}",
        "`attempts` must be a whole number from 1 to 10; it is \"11\""
    )]
    [InlineData(
        "{step: settle, run: x, timeout: 1m, retry: {attempts: 0}}",
        "`attempts` must be a whole number from 1 to 10"
    )]
    [InlineData(
        "{step: settle, run: x, timeout: 1m, retry: {attempts: unlimited}}",
        "`attempts` must be a whole number from 1 to 10"
    )]
    [InlineData("{step: settle, run: x, timeout: 1m, retry: {delay: 1s}}", "`retry` needs the key `attempts`")]
    [InlineData(
        "{step: settle, run: x, timeout: 1m, retry: {attempts: 2, delay: 2h}}",
        "`delay` may be at most 1h; it is 2h"
    )]
    [InlineData(
        "{step: settle, run: x, timeout: 1m, retry: 3}",
        "`retry` must be a mapping with the keys attempts, delay"
    )]
    [InlineData("{step: settle, reboot: {timeout: 1m}}", "`reboot` needs the key `soak`")]
    [InlineData("{step: settle, reboot: {soak: 1m}}", "`reboot` needs the key `timeout`")]
    [InlineData(
        "{step: settle, reboot: {timeout: 1m, soak: 2m}}",
        "`soak` (2m) does not fit into the `timeout` (1m), which includes it"
    )]
    [InlineData(
        "{step: settle, reboot: {timeout: 5m, soak: 1m}, timeout: 5m}",
        "`timeout` does not go with `reboot`: put it inside, as reboot: {timeout: …}"
    )]
    [InlineData(
        "{step: settle, reboot: {timeout: 5m, soak: 1m}, undo: x}",
        "`undo` does not go with `reboot`: remove it"
    )]
    [InlineData("{step: settle, reboot: yes}", "`reboot` must be a mapping with the keys timeout, soak")]
    [InlineData("{step: settle, containers: down}", "`containers` can only be `up`")]
    [InlineData("{step: settle, containers: up, probe: x}", "`probe` does not go with `containers`: remove it")]
    [InlineData(
        "{step: settle, capture: [kernel, kernels]}",
        "did you mean `kernel`?; it knows packages, kernel, versions, containers, images, commits, revision, compose"
    )]
    [InlineData("{step: settle, capture: []}", "`capture` is empty")]
    [InlineData("{step: settle, capture: [kernel, kernel]}", "`capture` names kernel twice")]
    [InlineData("{step: settle, health: {timeout: 5m}}", "`health` needs the key `times`")]
    [InlineData("{step: settle, health: {times: 3}}", "`health` needs the key `timeout`")]
    [InlineData("{step: settle, health: {timeout: 5m, times: 0}}", "`times` must be a whole number from 1 to 1000")]
    [InlineData("{step: settle, health: {timeout: 5m, times: 3, every: 0s}}", "`every` must be at least 1ms")]
    [InlineData(
        "{step: settle, health: {timeout: 10s, times: 3, every: 5s}}",
        "3 times every 5s does not fit into the `timeout` of 10s"
    )]
    public void A_wrong_step_is_refused(string changed, string problem) =>
        Assert.Contains(problem, Written.Problems(Written.With(Settle, changed)), StringComparison.Ordinal);

    [Fact]
    public void A_script_beyond_the_limit_is_refused() =>
        Assert.Contains(
            "`run` has 65537 characters; the limit is 65536",
            Written.Problems(Written.With("run: apt-get install -- $packages", $"run: {new string('x', 65537)}")),
            StringComparison.Ordinal
        );
}
