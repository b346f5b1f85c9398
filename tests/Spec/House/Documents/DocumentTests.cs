using OlUpgrade.Hosting.Slack;
using OlUpgrade.Spec.House.Sources;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.Documents;

[Collection(HouseCollection.Name)]
public sealed class DocumentTests(HouseFixture house)
{
    [Fact]
    public void Links_lead_somewhere() =>
        Ratchet.Holds(nameof(Links), Links.Violations(house.Documents, path => Path.Exists(Repository.Path(path))));

    [Fact]
    public void Records_of_decisions_have_one_form() =>
        Ratchet.Holds(nameof(DecisionRecords), DecisionRecords.Violations(house.Documents));

    [Fact]
    public void Commands_in_documents_are_understood() =>
        Ratchet.Holds(
            nameof(DocumentedCommands),
            DocumentedCommands.Violations(
                house.Documents.Where(page => page.Path != "CHANGELOG.md"),
                CommandTree.ProblemOf,
                line => (UpgradeGrammar.Parse(line) as UpgradeCommand.Wrong)?.Sentence
            )
        );

    [Fact]
    public void Golden_files_and_tests_belong_together()
    {
        var golden = Repository.Files("*.verified.txt", "tests").ToList();
        Ratchet.Holds(nameof(GoldenFiles), GoldenFiles.Violations(golden, [.. house.Sources.Except(house.Shipped)]));
    }

    [Theory]
    [InlineData("[there](guide.md)", true)]
    [InlineData("[there](guide.md#the-first-run)", true)]
    [InlineData("[there](../README.md#what-it-is)", true)]
    [InlineData("[outside](https://example.org/nothing)", true)]
    [InlineData("`[code](nothing.md)`", true)]
    [InlineData("    [code](nothing.md)", true)]
    [InlineData("[gone](nothing.md)", false)]
    [InlineData("[gone](guide.md#the-second-run)", false)]
    [InlineData("[gone](#here)", false)]
    public void A_link_that_leads_nowhere_is_seen(string line, bool isGood)
    {
        MarkdownFile[] pages =
        [
            new("docs/start.md", $"# Start\n\n{line}"),
            new("docs/guide.md", "# Guide\n## The first `run`\n"),
            new("README.md", "# [What](docs) it is?\n"),
        ];
        Assert.Equal(
            isGood,
            Links.Violations(pages, path => path == "docs" || pages.Any(page => page.Path == path)).Count == 0
        );
    }

    [Fact]
    public void A_record_of_the_form_passes() =>
        Assert.Empty(
            DecisionRecords.Violations([
                new(
                    DecisionRecords.Index,
                    "| [0001](0001-one.md) | One journal |\n| [0002](0002-two.md) | Two rooms |"
                ),
                new(
                    "docs/decisions/0001-one.md",
                    "# 0001. One journal\n\nDate: 2026-11-24\n\nStatus: superseded by 0002\n\n## Context\n"
                ),
                new("docs/decisions/0002-two.md", "# 0002. Two rooms\nDate: 2026-11-24\nStatus: accepted\n"),
            ])
        );

    [Theory]
    [InlineData("0002-one.md", "# 0002. One journal\nDate: 2026-11-24\nStatus: accepted", "the next number is 0001")]
    [InlineData("0001-one.md", "# One journal\nDate: 2026-11-24\nStatus: accepted", "begin with \"# 0001. \"")]
    [InlineData("0001-one.md", "# 0003. One journal\nDate: 2026-11-24\nStatus: accepted", "begin with \"# 0001. \"")]
    [InlineData("0001-one.md", "# 0001. One journal\nStatus: accepted\nDate: 2026-11-24", "after the title comes")]
    [InlineData("0001-one.md", "# 0001. One journal\nDate: 2026-11-24\nStatus: good", "after the date comes")]
    [InlineData(
        "0001-one.md",
        "# 0001. Two journals\nDate: 2026-11-24\nStatus: accepted",
        "does not list it as \"Two journals\""
    )]
    public void A_record_of_another_form_is_seen(string name, string text, string problem)
    {
        MarkdownFile index = new(DecisionRecords.Index, $"[1]({name}) One journal");
        Assert.Contains(DecisionRecords.Violations([index, new($"docs/decisions/{name}", text)]), one =>
            one.Sentence.Contains(problem, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_golden_file_without_a_test_and_a_test_without_its_file_are_seen()
    {
        var test = SourceFile.Of(
            "tests/Example.cs",
            """
            class A { void B() { Verified.Reads("read", a); Verified.Text("gone"); C($"plan-{name}.verified.txt"); } }
            """
        );
        Assert.Equal(
            [
                "tests/alone.verified.txt: no test reads it; delete it or name it in one",
                "tests/Example.cs:1: there is no gone.verified.txt; add it beside the test",
            ],
            GoldenFiles
                .Violations(
                    ["tests/read.verified.txt", "tests/plan-a.verified.txt", "tests/alone.verified.txt"],
                    [test]
                )
                .Select(one => $"{one}")
        );
    }

    [Theory]
    [InlineData("`olupgrade start security-patches --hosts a,b`", true)]
    [InlineData("`olupgrade resume [RUN] [--host H] [--reason …]`", true)]
    [InlineData("`olupgrade rollback [RUN] HOST\\|STAGE\\|all [--emergency]`", true)]
    [InlineData("`olupgrade approve` alone is its name", true)]
    [InlineData("    olupgrade status RUN   # how it stands", true)]
    [InlineData("`/upgrade start RUNBOOK [k=v …] [--hosts a,b]`", true)]
    [InlineData("`@olupgrade retry`", true)]
    [InlineData("the file `olupgrade.service`, and olupgrade in prose", true)]
    [InlineData("`olupgrade begin security-patches`", false)]
    [InlineData("`olupgrade start security-patches --host ol-web1`", false)]
    [InlineData("`olupgrade exclude RUN`", false)]
    [InlineData("    olupgrade strat security-patches", false)]
    [InlineData("`/upgrade strat security-patches`", false)]
    [InlineData("`@olupgrade plan security-patches --hosts`", false)]
    public void A_command_that_is_not_understood_is_seen(string line, bool isGood)
    {
        var found = DocumentedCommands.Violations(
            [new MarkdownFile("docs/start.md", line)],
            CommandTree.ProblemOf,
            typed => (UpgradeGrammar.Parse(typed) as UpgradeCommand.Wrong)?.Sentence
        );
        Assert.Equal(isGood, found.Count == 0);
    }
}
