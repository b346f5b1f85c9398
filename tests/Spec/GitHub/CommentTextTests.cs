using OlUpgrade.GitHub;

namespace OlUpgrade.Spec.GitHub;

/// <summary>A comment as the journal stores it.</summary>
public sealed class CommentTextTests
{
    [Theory]
    [InlineData("The fan of ol-web1 is *loud*.", "The fan of ol-web1 is *loud*.")]
    [InlineData("\r\n one\r\ntwo\r\n", "one\ntwo")]
    [InlineData("one <!-- hidden --> two<!--\nand\n--> three", "one  two three")]
    [InlineData("one <!-- without an end\ntwo", "one")]
    [InlineData("<!-- nothing else -->", "")]
    [InlineData("  \n", "")]
    [InlineData("1 < 2 --> 3 @mek #7667 <b>", "1 < 2 --> 3 @mek #7667 <b>")]
    public void It_is_what_people_see_of_it(string body, string said) => Assert.Equal(said, CommentText.Of(body));

    [Fact]
    public void A_long_one_is_cut_between_two_characters_and_says_where_the_rest_is()
    {
        Assert.Equal(new string('x', 4_000), CommentText.Of(new string('x', 4_000)));
        Assert.Equal(
            $"{new string('x', 3_999)}\n(cut here; the issue shows the rest)",
            CommentText.Of(new string('x', 3_999) + "😀")
        );
    }
}
