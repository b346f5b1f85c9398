using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Spec.Slack.Messages;

/// <summary>Mark-up of any length within Slack's limits.</summary>
public sealed class SlackBlocksTests
{
    [Fact]
    public void Sections_are_within_the_limit_and_a_fence_is_closed_and_opened_again()
    {
        var lines = string.Join(
            '\n',
            Enumerable.Range(0, 200).Select(number => $"line {number} {new string('x', 50)}")
        );
        var sections = SlackBlocks.Sections($"before\n```\n{lines}\n```\nafter");
        Assert.True(sections.Count > 3);
        Assert.All(sections, section => Assert.True(section.Length <= 3_000));
        Assert.All(sections, section => Assert.Equal(0, (section.Split("```").Length - 1) % 2));
        Assert.All(Enumerable.Range(0, 200), number =>
            Assert.Contains(sections, section => section.Contains($"line {number} ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void One_line_that_is_longer_than_a_section_is_cut_in_pieces() =>
        Assert.Equal(
            10_000,
            SlackBlocks.Sections(new string('y', 10_000)).Sum(section => section.Count(letter => letter == 'y'))
        );

    [Fact]
    public void What_does_not_fit_is_cut_with_a_pointer_and_the_buttons_stay()
    {
        var blocks = SlackBlocks.Of(
            string.Join('\n', Enumerable.Repeat(new string('z', 1_400), 200)),
            "`olupgrade status 7`.",
            [new("abort", "Abort", "v")],
            "last"
        );
        Assert.True(blocks.Count <= 50);
        Assert.Equal(["context", "actions", "context"], blocks.TakeLast(3).Select(block => (string)block!["type"]!));
        Assert.Contains(
            "`olupgrade status 7`",
            (string)blocks[^3]!["elements"]![0]!["text"]!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("7|40|ol-web1", 7, 40, "ol-web1")]
    [InlineData("7|40|", 7, 40, "")]
    [InlineData("7|40|ol-web1: step | with a line", 7, 40, "ol-web1: step | with a line")]
    public void A_choice_travels_through_Slack_and_back(string text, int run, int seen, string subject)
    {
        var choice = SlackChoice.Parse(text);
        Assert.Equal((run, seen, subject), (choice!.Run.Number, choice.Seen, choice.Subject));
        Assert.Equal(text, choice.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7|x|y")]
    [InlineData("-7|1|y")]
    public void What_is_not_ours_is_no_choice(string text) => Assert.Null(SlackChoice.Parse(text));
}
