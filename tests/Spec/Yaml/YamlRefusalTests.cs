using System.Text;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Yaml;

public sealed class YamlRefusalTests
{
    [Theory]
    [InlineData("", "patches.yaml:1:1: the file is empty")]
    [InlineData("# nothing but a comment\n", "patches.yaml:1:1: the file is empty")]
    [InlineData("---\n", "a runbook must be a mapping with the keys runbook, title")]
    [InlineData("- runbook: x\n", "patches.yaml:1:1: a runbook must be a mapping with the keys runbook, title")]
    [InlineData("just a text\n", "patches.yaml:1:1: a runbook must be a mapping")]
    public void A_file_without_a_mapping_is_refused(string text, string problem) =>
        Assert.Contains(problem, Written.Problems(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("title: \"Patches\nissue: x\n", "1:8: the quote that opens here is not closed on its line")]
    [InlineData("title: 'Patches", "1:8: the quote that opens here is never closed")]
    [InlineData("a: b: c\n", "1:5: a colon is not allowed here")]
    [InlineData("a: [b, c\n", "2:1: the list opened with [ is not closed")]
    [InlineData("a: {b: c\n", "2:1: the mapping opened with { is not closed")]
    [InlineData("- a\nb: c\n", "2:1: the list ends unexpectedly here: check the indentation")]
    [InlineData("a: 1\n  b\n- c\n", "3:1: a key was expected here: check the indentation")]
    [InlineData("  a: 1\nb: 2\n", "2:1: this does not continue the lines before it: check the indentation")]
    [InlineData("a: | text\n", "1:4: nothing may follow | or >")]
    [InlineData("a: @b\n", "1:4: text cannot start with this character")]
    [InlineData("a: \"\\q\"\n", "1:4: unknown escape in double quotes")]
    [InlineData("a: 1\n---\nb: 2\n", "2:1: a second document starts here")]
    [InlineData("a: *b\n", "1:4: the alias *b has no complete anchor &b before it")]
    [InlineData("a: &b [*b]\n", "1:8: the alias *b has no complete anchor &b before it")]
    [InlineData("? [a]\n: b\n", "1:3: a key must be a word")]
    public void Unsupported_yaml_is_refused_with_its_position(string text, string problem) =>
        Assert.Contains("patches.yaml:" + problem, Written.Problems(text), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf_8_are_refused_with_their_position() =>
        Assert.Equal(
            "patches.yaml:2:4: byte FF is not valid UTF-8 here: save the file as UTF-8",
            Problem([.. "a: b\nc: "u8, 0xFF, 0x0A])
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf_16_is_refused(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("a: b")];
        Assert.Equal("patches.yaml:1:1: the file is saved as UTF-16: save it as UTF-8", Problem(bytes));
    }

    [Fact]
    public void A_tab_in_the_indentation_is_refused() =>
        Assert.Equal(
            "patches.yaml:2:2: the line is indented with a tab: use spaces",
            Written.Problems("a:\n \tb: c\n")
        );

    [Theory]
    [InlineData('\u0007')]
    [InlineData('\0')]
    [InlineData('\u001B')]
    [InlineData('\u202E')]
    [InlineData('\u200B')]
    [InlineData('\r')]
    public void Invisible_characters_are_refused(char hidden) =>
        Assert.Equal(
            $"patches.yaml:1:5: the invisible character U+{(int)hidden:X4} is not allowed: remove it",
            Written.Problems($"a: b{hidden}c\n")
        );

    [Fact]
    public void An_escaped_control_character_is_refused() =>
        Assert.Contains(
            "patches.yaml:2:8: the text contains a control character",
            Written.Problems(Written.With("title: Patches, host by host", "title: \"\\u0007\"")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_merge_key_is_refused() =>
        Assert.Contains(
            "patches.yaml:19:13: the merge key << is not supported: write out the keys",
            Written.Problems(Written.With("{attempts: 2, delay: 30s}", "{<<: {attempts: 2}}")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_tag_is_refused() =>
        Assert.Contains(
            "patches.yaml:2:8: a tag (starting with !) is not allowed: remove it",
            Written.Problems(Written.With("title: Patches", "title: !!python/object:os.system Patches")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_repeated_key_is_refused() =>
        Assert.Contains(
            "patches.yaml:3:1: the key `title` is repeated; it is already on line 2",
            Written.Problems(Written.With("parameters:", "title: again\nparameters:")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Aliases_that_expand_beyond_the_limit_are_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 9; level++)
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        Assert.Contains(
            "the file is too large: the limit is 10000 values, and aliases count each time",
            Written.Problems(bomb.ToString()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        AssertRefused("nested too deeply: the limit is 20 levels", "a: " + new string('[', 5000));
        AssertRefused("nested too deeply: the limit is 20 levels", $"a: {Nested(19)}\n");
        AssertRefused("the alias *b nests too deeply", $"a: &b {Nested(15)}\nc: [[[[[*b]]]]]\n");
        Assert.DoesNotContain("deeply", Written.Problems($"a: {Nested(18)}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused()
    {
        Assert.Equal(
            "patches.yaml:1:1: the file has 1048577 bytes; the limit is 1 MiB",
            Problem(new byte[YamlText.MaxBytes + 1])
        );
        var padding = new string('#', YamlText.MaxBytes - Written.Runbook.Length);
        Assert.Equal("patches", Written.Good(Written.Runbook + padding).Name);
    }

    private static string Nested(int levels) => new string('[', levels) + "x" + new string(']', levels);

    private static void AssertRefused(string problem, string text) =>
        Assert.Contains(problem, Written.Problems(text), StringComparison.Ordinal);

    private static string Problem(byte[] bytes) =>
        Assert.Single(RunbookParser.Parse("patches.yaml", bytes, Written.Inventory).Problems).ToString();
}
