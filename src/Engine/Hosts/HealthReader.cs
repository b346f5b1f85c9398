using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Reads a host's health or preflight questions. <c>containers</c>, <c>clock</c> and <c>peers</c> are bare words, the
/// rest are mappings.
/// </summary>
/// <param name="known">The questions that are allowed here.</param>
internal sealed partial class HealthReader(ImmutableArray<string> known, ProblemList problems)
{
    private readonly YamlValues _values = new(problems);

    private readonly ValueRuleReader _rules = new(problems);

    public ImmutableArray<HealthQuestion> Read(YamlNode node, string name) => _values.List(node, name, One);

    private HealthQuestion? One(YamlNode node)
    {
        if (node is YamlNode.Scalar { Text: var word })
        {
            return word switch
            {
                "containers" => new HealthQuestion.AllContainers(),
                "clock" => new HealthQuestion.Clock(),
                "no-reboot-needed" => new HealthQuestion.NoRebootNeeded(),
                "peers" when known.Contains(word) => new HealthQuestion.Peers(),
                _ => Refuse(node, $"unknown health question \"{Quote.Of(word)}\"{Hint(word)}; {Known}"),
            };
        }

        var asked = node is YamlNode.Mapping mapping ? QuestionsOf(mapping) : [];
        if (asked is not [var question])
            return Refuse(node, $"a health question must ask exactly one thing; {Known}");
        var form = YamlForm.Open(node, "a health question", KeysOf(question), problems);
        return form is null ? null : Of(form, question);
    }

    private string Known => $"known questions: {string.Join(", ", known)}";

    private string Hint(string word) => Nearest.Hint(word, known);

    private string[] QuestionsOf(YamlNode.Mapping mapping) =>
        [.. mapping.Entries.Select(entry => entry.Key).Where(key => known.Contains(key))];

    private static ImmutableArray<string> KeysOf(string question) => [question, .. InventoryKeys.DetailsOf(question)];

    private HealthQuestion? Of(YamlForm form, string question) =>
        question switch
        {
            "http" => new HealthQuestion.Http(
                UrlOf(form, question),
                form.WholeNumber("status", 100, 599, 200),
                form.TextIfGiven("contains", TextRule.Line),
                form.TextIfGiven("to", TextRule.Address)
            ),
            "json" => new HealthQuestion.Json(
                UrlOf(form, question),
                form.Text("at", TextRule.JsonPointer),
                _rules.Read(form, onlyNumbers: false),
                form.TextIfGiven("to", TextRule.Address)
            ),
            "metric" => new HealthQuestion.Metric(
                UrlOf(form, question),
                SeriesOf(form),
                _rules.Read(form, onlyNumbers: true),
                form.TextIfGiven("to", TextRule.Address)
            ),
            "command" => new HealthQuestion.Command(form.Text("command", TextRule.Script)),
            "unit" => new HealthQuestion.Unit(form.Text("unit", TextRule.Unit)),
            "port" => new HealthQuestion.Port(form.WholeNumber("port", 1, 65535)),
            "mount" => new HealthQuestion.Mount(form.Text("mount", TextRule.Path)),
            "disk" => new HealthQuestion.Disk(form.Text("disk", TextRule.Path), FreeOf(form)),
            "certificate" => new HealthQuestion.Certificate(
                form.Text("certificate", TextRule.Address),
                form.WholeNumber("at", 1, 65535, 443),
                form.WholeNumber("days", 1, 365, 14)
            ),
            "not-running" => new HealthQuestion.NotRunning(form.Texts("not-running", TextRule.Process)),
            "clean" => new HealthQuestion.Clean(form.Text("clean", TextRule.Path)),
            _ => Refuse(form.Find(question)!, $"`{question}` takes no value: write it as a bare word, - {question}"),
        };

    private string UrlOf(YamlForm form, string question)
    {
        var url = form.Text(question, TextRule.Url);
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0))
            problems.Add(
                form.PlaceOf(question),
                $"`{question}` must be a full URL without a user name, such as http://localhost:8080/health"
            );
        return url;
    }

    private string SeriesOf(YamlForm form)
    {
        var series = form.Text("series", TextRule.Line);
        if (series.Length > 0 && MetricSeries.Parse(series) is null)
            problems.Add(
                form.PlaceOf("series"),
                "`series` must be a series of Prometheus, such as haproxy_server_status{server=\"ol-solr0\"}; "
                    + $"it is \"{Quote.Of(series)}\""
            );
        return series;
    }

    private int FreeOf(YamlForm form)
    {
        if (form.Text("free", TextRule.Line) is not { Length: > 0 } text)
            return 0;
        if (Size().Match(text) is { Success: true } match)
            return int.Parse(match.Groups["count"].ValueSpan) * (match.Groups["unit"].Value == "GiB" ? 1024 : 1);
        problems.Add(form.PlaceOf("free"), $"`free` must be a size such as 500MiB or 2GiB; it is \"{Quote.Of(text)}\"");
        return 0;
    }

    private HealthQuestion? Refuse(YamlNode node, string sentence)
    {
        problems.Add(node.At, sentence);
        return null;
    }

    [GeneratedRegex(@"\A(?<count>[1-9][0-9]{0,5})(?<unit>MiB|GiB)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size();
}
