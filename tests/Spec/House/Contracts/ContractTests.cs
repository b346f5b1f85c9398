using System.Text.Json;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>What others rely on changes only on purpose: <c>contracts.txt</c> shows it line by line.</summary>
[Collection(HouseCollection.Name)]
public sealed class ContractTests(HouseFixture house)
{
    private const string File = "tests/Spec/House/contracts.txt";

    private const string Head = """
        # What others rely on: journals, the HTTP API, the command line, Slack, the ledger on hosts, YAML and settings.
        # Stored names never change. OLUPGRADE_ACCEPT=1 rewrites this file; see tests/README.md.

        """;

    [Fact]
    public void What_others_rely_on_is_as_agreed()
    {
        var script = Repository.Read(Repository.Files("ledger.sh", "src").Single());
        string[] lines =
        [
            .. StoredEvents.Lines(),
            .. ApiRoutes.Lines(house.Assemblies.Single(project => project.Name == "OlUpgrade.Host")),
            .. CliVerbs.Lines(),
            .. SlackVerbs.Lines(),
            .. LedgerVerbs.Lines(script),
            .. YamlKeys.Lines(),
            .. SettingKeys.Lines(),
        ];
        Baseline.Reads(File, $"{Head}\n{string.Join('\n', lines)}\n");
    }

    [Fact]
    public void A_field_that_is_renamed_or_may_be_missing_is_seen()
    {
        var fields = new JsonFields(JsonSerializerOptions.Web);
        Assert.Equal([".name: text", ".at?[].on: time"], fields.Of(typeof(First)));
        Assert.Equal([".title: text", ".at?[].on: time", ".seen?: number"], fields.Of(typeof(Second)));
    }

    [Fact]
    public void Fields_of_stored_events_and_of_the_api_are_listed()
    {
        Assert.Contains("event run-aborted .reason?: text", StoredEvents.Lines());
        var api = ApiRoutes.Lines(house.Assemblies.Single(project => project.Name == "OlUpgrade.Host")).ToList();
        Assert.Contains("api GET /api/runs/ query open", api);
        Assert.Contains("api GET /api/runs/ answers [].requester?: text", api);
        Assert.Contains("api POST /api/runs/ takes .requestKey: text", api);
        Assert.Contains("api POST /api/runs/ answers .sentence?: text", api);
    }

    [Fact]
    public void Verbs_and_keys_are_listed()
    {
        Assert.Contains("cli olupgrade skip --reason with a value required", CliVerbs.Lines());
        Assert.Contains("slack /upgrade status [RUN]", SlackVerbs.Lines());
        Assert.Contains("yaml Issue labels", YamlKeys.Lines());
        Assert.Contains("setting OlUpgrade:People:N:Roles:N", SettingKeys.Lines());
        Assert.Equal(
            ["ledger result busy", "ledger result ok", "ledger verb ask", "ledger verb take"],
            LedgerVerbs.Lines("[ $free ] || refuse busy\ncase $verb in\n    ask | take) \"$verb\" ;;\nesac\n")
        );
    }

    private sealed record First(string Name, IReadOnlyList<Day>? At);

    private sealed record Second(string Title, IReadOnlyList<Day>? At, int? Seen = null);

    private sealed record Day(DateTimeOffset On);
}
