using OlUpgrade.Hosts;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosts;

/// <summary>Questions about values as the inventory says them, and what is refused there.</summary>
[Finding("H22")]
public sealed class ValueQuestionReadingTests
{
    private const string Page = "http://localhost/";

    public static TheoryData<string, HealthQuestion> Good { get; } =
        new()
        {
            { "{json: \"http://localhost/\", at: /a/0, above: 0}", Json("/a/0", Comparison.Above, "0") },
            { "{json: \"http://localhost/\", at: /a, below: -1.50}", Json("/a", Comparison.Below, "-1.5") },
            { "{json: \"http://localhost/\", at: /a, is: true}", Json("/a", Comparison.Is, "true") },
            { "{json: \"http://localhost/\", at: /a, is: \"true\"}", Json("/a", Comparison.Is, "\"true\"") },
            { "{json: \"http://localhost/\", at: /a, is: null}", Json("/a", Comparison.Is, "null") },
            { "{json: \"http://localhost/\", at: /a, is: OK}", Json("/a", Comparison.Is, "\"OK\"") },
            { "{json: \"http://localhost/\", at: /a, is: \"\"}", Json("/a", Comparison.Is, "\"\"") },
            {
                "{json: \"http://localhost/\", at: /a, not: 'say \"no\"'}",
                Json("/a", Comparison.Not, "\"say \\\"no\\\"\"")
            },
            { "{json: \"http://localhost/\", at: \"\", is: 1e3}", Json("", Comparison.Is, "1000") },
            { "{json: \"http://localhost/\", at: /a~1b/c~0d, is: 1}", Json("/a~1b/c~0d", Comparison.Is, "1") },
            {
                "{metric: \"http://localhost/\", series: up, is: 1, to: \"::1\"}",
                new HealthQuestion.Metric(Page, "up", new ValueRule(Comparison.Is, "1"), "::1")
            },
            {
                "{metric: \"http://localhost/\", series: 'up{a=\"b\", c=\"d\"}', not: 0}",
                new HealthQuestion.Metric(Page, "up{a=\"b\", c=\"d\"}", new ValueRule(Comparison.Not, "0"))
            },
            { "{command: nginx -t}", new HealthQuestion.Command("nginx -t") },
            {
                "{http: \"http://a.org/\", to: localhost}",
                new HealthQuestion.Http("http://a.org/", 200, null, "localhost")
            },
        };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_question_about_a_value_is_read(string text, HealthQuestion question)
    {
        var parsed = Parse(text);
        Assert.Empty(parsed.Problems);
        Assert.Equal([question], parsed.Value!.Hosts[0].Health);
    }

    [Theory]
    [InlineData("{json: \"http://localhost/\", is: 1}", "1:58: a health question needs the key `at`")]
    [InlineData("{json: localhost, at: /a, is: 1}", "1:65: `json` must be an http or https URL")]
    [InlineData("{json: \"http://me:x@localhost/\", at: /a, is: 1}", "`json` must be a full URL without a user name")]
    [InlineData("{json: \"http://localhost/\", at: a.b, is: 1}", "`at` must be a JSON Pointer (RFC 6901), such as")]
    [InlineData("{json: \"http://localhost/\", at: /a~2, is: 1}", "`at` must be a JSON Pointer")]
    [InlineData(
        "{json: \"http://localhost/\", at: /a}",
        "1:58: a question about a value needs exactly one of is, not,"
    )]
    [InlineData(
        "{json: \"http://localhost/\", at: /a, is: 1, not: 2}",
        "needs exactly one of is, not, above and below"
    )]
    [InlineData(
        "{json: \"http://localhost/\", at: /a, is: no}",
        "`is` must be true, false, null, a number or text: put"
    )]
    [InlineData("{json: \"http://localhost/\", at: /a, is: 0x1F}", "put text in quotes; it is \"0x1F\"")]
    [InlineData("{json: \"http://localhost/\", at: /a, is: [1]}", "1:98: `is` must be one value, such as 0, true or")]
    [InlineData("{json: \"http://localhost/\", at: /a, above: OK}", "1:101: `above` must be a number; it is \"OK\"")]
    [InlineData("{json: \"http://localhost/\", at: /a, above: \"1\"}", "`above` must be a number; it is \"1\"")]
    [InlineData("{json: \"http://localhost/\", at: /a, over: 1}", "unknown key `over` in a health question")]
    [InlineData("{metric: \"http://localhost/\", series: up, is: true}", "`is` must be a number; it is \"true\"")]
    [InlineData("{metric: \"http://localhost/\", series: 'up{', is: 1}", "`series` must be a series of Prometheus")]
    [InlineData("{metric: \"http://localhost/\", series: 'up{a=b}', is: 1}", "`series` must be a series of Prometheus")]
    [InlineData("{metric: \"http://localhost/\", is: 1}", "a health question needs the key `series`")]
    [InlineData("{command: \"  \"}", "`command` must be a shell script that is not blank")]
    [InlineData("{command: true}", "`command` is text, but `true` without quotes is a boolean")]
    [InlineData("{http: \"http://a.org/\", to: \"a b\"}", "`to` must be a host name or an IP address")]
    [InlineData("{unit: docker, to: localhost}", "unknown key `to` in a health question")]
    public void A_wrong_question_about_a_value_is_refused_with_its_place(string text, string problem) =>
        Assert.Contains(problem, string.Join('\n', Parse(text).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("up", "up")]
    [InlineData("up{}", "up")]
    [InlineData("up{b=\"2\",a=\"1\",}", "up{a=\"1\",b=\"2\"}")]
    [InlineData("up{a=\"\\\\n \\\" \\n\"}", "up{a=\"\\\\n \\\" \\n\"}")]
    [InlineData("up{a=\"1\"", null)]
    [InlineData("up{a=\"1}", null)]
    [InlineData("up{a=\"1\\", null)]
    [InlineData("up{a=\"1\",a=\"2\"}", null)]
    [InlineData("up{a=\"1\"} ", null)]
    [InlineData("1up", null)]
    [InlineData("", null)]
    public void A_series_is_a_name_with_labels(string text, string? read) =>
        Assert.Equal(read, MetricSeries.Parse(text)?.ToString());

    [Fact]
    public void An_escaped_backslash_before_an_n_is_no_line_end() =>
        Assert.Equal("\\n", MetricSeries.Parse("up{a=\"\\\\n\"}")!.Labels["a"]);

    [Fact]
    public void Old_questions_are_stored_as_they_were() =>
        Assert.Equal(
            "{\"ask\":\"http\",\"Url\":\"http://localhost/\",\"Status\":200,\"Contains\":null}",
            System.Text.Json.JsonSerializer.Serialize<HealthQuestion>(new HealthQuestion.Http(Page, 200, null))
        );

    private static HealthQuestion Json(string at, Comparison comparison, string value) =>
        new HealthQuestion.Json(Page, at, new ValueRule(comparison, value));

    private static OlUpgrade.Yaml.Parsed<Inventory> Parse(string question) =>
        InventoryParser.Parse(
            "hosts.yaml",
            Written.Bytes($"all: {{hosts: {{ol-a: {{ansible_user: x, olupgrade_health: [{question}]}}}}}}\n")
        );
}
