using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Spec.Slack.Messages;

public sealed class ReactionNameTests
{
    [Theory]
    [InlineData("+1", "+1")]
    [InlineData("+1::skin-tone-3", "+1")]
    [InlineData("thumbsup", "+1")]
    [InlineData("thumbsup::skin-tone-6", "+1")]
    [InlineData(":thumbsup:", "+1")]
    [InlineData("thumbsdown", "-1")]
    [InlineData("-1::skin-tone-2", "-1")]
    [InlineData("eyes", "eyes")]
    [InlineData("+11", "+11")]
    [InlineData("", "")]
    public void A_thumbs_up_is_one_on_any_hand(string reaction, string name) =>
        Assert.Equal(name, ReactionName.Base(reaction));
}
