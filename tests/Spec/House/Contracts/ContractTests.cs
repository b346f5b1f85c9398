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
}
