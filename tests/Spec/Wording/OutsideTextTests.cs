using CsCheck;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Wording;

/// <summary>What a terminal would obey, or what no reader would see, is shown instead.</summary>
[Finding("A16")]
public sealed class OutsideTextTests
{
    private const long Rounds = 20_000;

    [Theory]
    [InlineData("plain text, Ünïcode, 漢字 and 😀", "plain text, Ünïcode, 漢字 and 😀")]
    [InlineData("\u001b]0;owned\u0007", "␛]0;owned␇")]
    [InlineData("a\u009b2Jb", "a\\u{9B}2Jb")]
    [InlineData("\u007f", "␡")]
    [InlineData("abc\u202edef", "abc\\u{202E}def")]
    [InlineData("a\u200bb\ufeff", "a\\u{200B}b\\u{FEFF}")]
    [InlineData("one\r\ntwo\tthree\rfour", "one\ntwo\tthree␍four")]
    [InlineData("\U000e0041", "\\u{E0041}")]
    [InlineData("", "")]
    public void Hidden_characters_are_shown_and_all_others_stay(string text, string shown) =>
        Assert.Equal(shown, OutsideText.Visible(text));

    [Fact]
    public void Half_a_character_is_shown_as_its_number() =>
        Assert.Equal("\\u{D800}x\\u{DC00}", OutsideText.Visible("\ud800x\udc00"));

    [Fact]
    public void No_text_keeps_anything_hidden() =>
        NastyText.Any.Sample(text => Assert.Empty(NastyText.HarmIn(OutsideText.Visible(text))), iter: Rounds);

    [Fact]
    public void Making_it_harmless_twice_changes_nothing() =>
        NastyText.Any.Sample(
            text => Assert.Equal(OutsideText.Visible(text), OutsideText.Visible(OutsideText.Visible(text))),
            iter: Rounds
        );

    [Fact]
    public void A_line_is_one_line() => Assert.Equal("a b c", OutsideText.Line("a\r\nb\tc"));

    [Fact]
    public void No_output_ends_its_own_block() =>
        NastyText.Any.Sample(
            text =>
            {
                var output = OutsideText.Visible(text);
                var part = Assert.Single(OutputBlock.Parts(OutputBlock.Of(output)));
                Assert.Equal((true, output.Trim('\n')), (part.IsOutput, part.Text));
            },
            iter: Rounds
        );
}
