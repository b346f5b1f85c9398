using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Health;

/// <summary>What good, bad and nonsensical answers to questions about values mean, and what is said of them.</summary>
[Finding("H22")]
public sealed class ValueQuestionTests
{
    private static readonly Host Host = Some.Host("ol-dev");

    [Theory]
    [InlineData("/response/numFound", Comparison.Above, "0", "{\"response\":{\"numFound\":42}}", true, "it is 42")]
    [InlineData("/response/numFound", Comparison.Above, "0", "{\"response\":{\"numFound\":0}}", false, "it is 0")]
    [InlineData("/n", Comparison.Above, "0", "{\"n\":\"42\"}", false, "it is \"42\"")]
    [InlineData("/n", Comparison.Above, "0", "{\"n\":true}", false, "it is true")]
    [InlineData("/n", Comparison.Below, "5", "{\"n\":4.9}", true, "it is 4.9")]
    [InlineData("/n", Comparison.Below, "5", "{\"n\":5}", false, "it is 5")]
    [InlineData("/n", Comparison.Is, "42", "{\"n\":42.0}", true, "it is 42.0")]
    [InlineData("/n", Comparison.Not, "42", "{\"n\":42.0}", false, "it is 42.0")]
    [InlineData("/n", Comparison.Not, "42", "{\"n\":\"42\"}", true, "it is \"42\"")]
    [InlineData("/thread_is_alive", Comparison.Is, "true", "{\"thread_is_alive\": true}", true, "it is true")]
    [InlineData("/thread_is_alive", Comparison.Is, "true", "{\"thread_is_alive\": false}", false, "it is false")]
    [InlineData("/thread_is_alive", Comparison.Is, "true", "{\"thread_is_alive\": \"true\"}", false, "it is \"true\"")]
    [InlineData("/thread_is_alive", Comparison.Not, "false", "{}", false, "there is no /thread_is_alive in \"{}\"")]
    [InlineData("/a/b", Comparison.Not, "1", "{\"a\":[2]}", false, "there is no /a/b in \"{\"a\":[2]}\"")]
    [InlineData("/a/1", Comparison.Is, "3", "{\"a\":[2,3]}", true, "it is 3")]
    [InlineData("/a/01", Comparison.Is, "3", "{\"a\":[2,3]}", false, "there is no /a/01 in \"{\"a\":[2,3]}\"")]
    [InlineData("/a/2", Comparison.Is, "3", "{\"a\":[2,3]}", false, "there is no /a/2 in \"{\"a\":[2,3]}\"")]
    [InlineData("/a", Comparison.Not, "3", "{\"a\":[2,3]}", false, "it is an array of 2")]
    [InlineData("/a", Comparison.Is, "null", "{\"a\":null}", true, "it is null")]
    [InlineData("/a~1b/c~0d", Comparison.Is, "1", "{\"a/b\":{\"c~d\":1}}", true, "it is 1")]
    [InlineData("/", Comparison.Is, "1", "{\"\":1}", true, "it is 1")]
    [InlineData("", Comparison.Is, "\"OK\"", "\"OK\"", true, "it is \"OK\"")]
    [InlineData("/a", Comparison.Is, "1", "{\"a\":0,\"a\":1}", true, "it is 1")]
    [InlineData("/a", Comparison.Is, "1", "<html>", false, "no JSON: \"<html>\"")]
    [InlineData("/a", Comparison.Is, "1", "", false, "no JSON: \"\"")]
    [InlineData("/a", Comparison.Is, "1", "{\"a\":1}{", false, "no JSON: \"{\"a\":1}{\"")]
    [InlineData("/a", Comparison.Is, "1", "{\"hidden\":\"\\u{200B}\",\"a\":1}", true, "it is 1")]
    [InlineData("/a", Comparison.Is, "\"x\"", "{\"a\":\"\\ud800\"}", false, "no JSON: \"{\"a\":\"\\ud800\"}\"")]
    [InlineData("/a", Comparison.Is, "1", "{\"path\":\"\\\\u{200B}\",\"a\":1}", true, "it is 1")]
    public void A_value_in_JSON_is_judged(
        string at,
        Comparison comparison,
        string value,
        string body,
        bool isHealthy,
        string observed
    ) => Assert.Equal(new HealthVerdict(isHealthy, observed), Json(at, comparison, value, body + "\n200"));

    [Theory]
    [InlineData("{\"a\":1}\n503", 0, "status 503, body \"{\"a\":1}\"")]
    [InlineData("{\"a\":1}", 0, "no answer (exit code 0)")]
    [InlineData("\n000", 7, "no answer (curl said no)")]
    public void A_page_that_fails_is_a_no_whatever_it_holds(string output, int code, string observed)
    {
        var rule = new ValueRule(Comparison.Is, "1");
        foreach (
            var question in (HealthQuestion[])
                [new HealthQuestion.Json("http://a/", "/a", rule), new HealthQuestion.Metric("http://a/", "a", rule)]
        )
            Assert.Equal(
                new HealthVerdict(false, observed),
                HealthCheck.Of(question, Host).Judge(new(code, output, code == 0 ? "" : "curl said no"))
            );
    }

    [Fact]
    public void A_document_of_any_depth_and_length_is_judged_and_what_is_said_of_it_is_short()
    {
        var deep = Json("/a", Comparison.Is, "1", new string('[', 100_000) + "\n200");
        Assert.False(deep.IsHealthy);
        Assert.True(deep.Observed.Length < 200);
        var slashes = Json("/a", Comparison.Is, "1", $"{{\"a\":\"{new string('x', 900_000)}\"}}\n200");
        Assert.False(slashes.IsHealthy);
        Assert.True(slashes.Observed.Length < 200);
    }

    [Theory]
    [InlineData("up", "up 1", true, "up is 1")]
    [InlineData("up", "# HELP up 1\nup 0", false, "up is 0")]
    [InlineData("up{a=\"b\"}", "up{a=\"c\"} 0\nup{c=\"d\",a=\"b\"} 1 1700000000", true, "up{a=\"b\",c=\"d\"} is 1")]
    [InlineData("up", "up{a=\"1\"} 1\nup{a=\"2\"} 0\nup{a=\"3\"} 1", false, "up{a=\"2\"} is 0")]
    [InlineData("up", "up 1.0e0", true, "up is 1.0e0")]
    [InlineData("up", "up NaN", false, "up is NaN")]
    [InlineData("up", "up +Inf", false, "up is +Inf")]
    [InlineData("up", "up one", false, "up is one")]
    [InlineData("up", "upper 1", false, "there is no such series in \"upper 1\"")]
    [InlineData("up", "up", false, "there is no such series in \"up\"")]
    [InlineData("up{a=\"x y\"}", "up{a=\"x y\"} 1", true, "up{a=\"x y\"} is 1")]
    [InlineData("up", "", false, "there is no such series in \"\"")]
    public void A_series_is_judged(string series, string body, bool isHealthy, string observed) =>
        Assert.Equal(
            new HealthVerdict(isHealthy, observed),
            HealthCheck
                .Of(new HealthQuestion.Metric("http://a/", series, new ValueRule(Comparison.Is, "1")), Host)
                .Judge(new(0, body + "\n200", ""))
        );

    [Theory]
    [InlineData("fine\n\n0\n", 0, true, "fine")]
    [InlineData("\n0\n", 0, true, "exit code 0")]
    [InlineData("first\nthe reason\n\n2\n", 0, false, "exit code 2: the reason")]
    [InlineData("\n1\n", 0, false, "exit code 1")]
    [InlineData("half\n\n124\n", 0, false, "it did not end within 20 s; exit code 124: half")]
    [InlineData("", 0, false, "no answer (exit code 0)")]
    [InlineData("text", 0, false, "no answer (exit code 0)")]
    [InlineData("0\n", 127, false, "no answer (exit code 127)")]
    public void A_command_is_judged_by_its_exit_code_and_its_last_line(
        string output,
        int code,
        bool isHealthy,
        string observed
    ) =>
        Assert.Equal(
            new HealthVerdict(isHealthy, observed),
            HealthCheck.Of(new HealthQuestion.Command("nginx -t"), Host).Judge(new(code, output, ""))
        );

    [Fact]
    public void Questions_read_as_sentences_and_two_long_commands_keep_apart()
    {
        var rule = new ValueRule(Comparison.Above, "0");
        Assert.Equal("/n of http://a/ is above 0", ValueWords.Of(new HealthQuestion.Json("http://a/", "/n", rule)));
        Assert.Equal(
            "up of http://a/ (at localhost) is above 0",
            ValueWords.Of(new HealthQuestion.Metric("http://a/", "up", rule, "localhost"))
        );
        Assert.Equal("the command \"nginx -t\" succeeds", ValueWords.Of(new HealthQuestion.Command("nginx -t\n")));
        var one = ValueWords.Of(new HealthQuestion.Command("set -e\ntrue"));
        Assert.StartsWith("the command \"set -e…\" (", one, StringComparison.Ordinal);
        Assert.NotEqual(one, ValueWords.Of(new HealthQuestion.Command("set -e\nfalse")));
    }

    private static HealthVerdict Json(string at, Comparison comparison, string value, string output) =>
        HealthCheck
            .Of(new HealthQuestion.Json("http://a/", at, new ValueRule(comparison, value)), Host)
            .Judge(new ShellAnswer(0, output, ""));
}
