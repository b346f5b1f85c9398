using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Spec.Slack.Messages;

public sealed class SlackTextTests
{
    [Fact]
    public void Output_of_a_host_can_mention_nobody() =>
        Assert.Equal("&lt;!channel&gt; &lt;@U1&gt; &amp;lt;", SlackText.Escape("<!channel> <@U1> &lt;"));

    [Fact]
    public void A_block_cannot_be_left_from_within() =>
        Assert.Equal("```\na ''' &lt;!here&gt;\n```", SlackText.Code("a ``` <!here>", 100, "see the journal."));

    [Fact]
    public void A_long_block_is_cut_and_says_where_the_rest_is() =>
        Assert.Equal("```\nabcde\n```\n_Cut here; see there._", SlackText.Code("abcdefghij", 5, "see there."));

    [Fact]
    public void No_half_character_is_left_by_a_cut() => Assert.Equal("ab", SlackText.Cut("ab😀", 3));

    [Fact]
    public void A_long_text_is_cut_at_the_end_of_a_line()
    {
        var text = string.Join('\n', Enumerable.Repeat(new string('x', 99), 60));

        var shown = SlackText.Fit(text, "see there.");

        Assert.True(shown.Length <= 4000);
        Assert.EndsWith("x\n_Cut here; see there._", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_never_leaves_half_an_entity()
    {
        var shown = SlackText.Fit(new string('x', SlackText.MaxLength - 2) + "&lt;!channel", "see there.");

        Assert.DoesNotContain('&', shown);
    }

    [Fact]
    public void A_time_stamp_has_six_decimals() =>
        Assert.Equal("1791190800.250000", SlackTimestamp.Of(DateTimeOffset.FromUnixTimeMilliseconds(1791190800250)));
}
