using OlUpgrade.GitHub;

namespace OlUpgrade.Spec.GitHub;

/// <summary>Text from outside keeps its meaning, and text that is too long continues in another part.</summary>
public sealed class GitHubTextTests
{
    [Theory]
    [InlineData("thanks @root, see #7667 <b>", "thanks @&#8203;root, see #&#8203;7667 &lt;b&gt;")]
    [InlineData(
        "failed.\n```\nE: <lock> @root #1\n```\nmore <b>",
        "failed.\n```\nE: <lock> @root #1\n```\nmore &lt;b&gt;"
    )]
    [InlineData("```\n<!-- olupgrade:end -->\n```", "```\n<!\u200b-- olupgrade:end -->\n```")]
    [InlineData("````\na ```b\n```\n````", "````\na ```b\n```\n````")]
    [InlineData("```\nnever closed", "```\nnever closed\n```")]
    [InlineData("```sh\nx", "&#96;&#96;&#96;sh\nx")]
    [InlineData(" ~~~\nx", " \\~\\~\\~\nx")]
    [InlineData("    ```\n@root", "    &#96;&#96;&#96;\n@&#8203;root")]
    [InlineData("type `olupgrade retry 1 ol-web1`, or `x`", "type `olupgrade retry 1 ol-web1`, or `x`")]
    [InlineData("`<!-- a -->` and `", "&#96;&lt;!-- a --&gt;&#96; and &#96;")]
    [InlineData("![x](https://evil) - [x] *b*", "!\\[x\\](https:&#8203;//evil) - \\[x\\] \\*b\\*")]
    [InlineData("a_b _c_ 1.2~rc", "a_b \\_c\\_ 1.2\\~rc")]
    [InlineData("head\n---", "head\n--&#8203;-")]
    [InlineData("", "")]
    public void Outside_a_block_nothing_is_found_and_within_it_the_output_stays_as_it_was(string text, string shown) =>
        Assert.Equal(shown, GitHubText.Escape(text));

    [Fact]
    public void A_block_of_ours_cannot_be_left() =>
        Assert.Equal("````\na ```\n``` b\n````", GitHubText.Block("a ```\n``` b\n"));

    [Fact]
    public void What_fits_is_one_part() => Assert.Equal(["a\nb"], GitHubText.Parts("a\nb", 100));

    [Fact]
    public void What_does_not_fit_is_cut_at_the_ends_of_lines_and_nothing_is_lost()
    {
        var lines = Enumerable.Range(1, 40).Select(number => $"- line {number}").ToList();

        var parts = GitHubText.Parts(string.Join('\n', lines), 150);

        Assert.InRange(parts.Length, 2, GitHubText.MaxParts);
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 150));
        Assert.Equal(lines, parts.SelectMany(part => part.Split('\n')));
    }

    [Fact]
    public void A_block_of_output_is_closed_at_the_end_of_a_part_and_opened_in_the_next()
    {
        var output = string.Join('\n', Enumerable.Range(1, 20).Select(number => $"output {number}"));

        var parts = GitHubText.Parts($"before\n```\n{output}\n```\nafter", 150);

        Assert.All(parts, part => Assert.Equal(0, part.Split('\n').Count(line => line == "```") % 2));
        Assert.Equal(
            output.Split('\n'),
            parts
                .SelectMany(part => part.Split('\n'))
                .Where(line => line.StartsWith("output", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void There_are_never_too_many_parts_and_the_last_says_so()
    {
        var parts = GitHubText.Parts(string.Join('\n', Enumerable.Repeat(new string('x', 70), 100)), 150);

        Assert.Equal(GitHubText.MaxParts, parts.Length);
        Assert.EndsWith("(cut here; the journal shows the rest)", parts[^1], StringComparison.Ordinal);
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 150));
    }

    [Fact]
    public void A_line_that_is_longer_than_a_part_is_cut() =>
        Assert.All(GitHubText.Parts(new string('x', 1_000), 150), part => Assert.InRange(part.Length, 1, 150));
}
