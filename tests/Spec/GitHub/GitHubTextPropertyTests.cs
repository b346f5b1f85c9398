using System.Text.RegularExpressions;
using CsCheck;
using OlUpgrade.GitHub;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.GitHub;

/// <summary>Whatever a host prints or a person types, nothing of it is live Markdown in what we write.</summary>
public sealed partial class GitHubTextPropertyTests
{
    private const long Rounds = 20_000;

    [Fact]
    [Finding("A17")]
    public void No_text_from_outside_is_a_link_an_image_a_task_a_heading_or_HTML() =>
        NastyText.Any.Sample(text => Assert.Empty(LiveMarkdown.In(GitHubText.Escape(text))), iter: Rounds);

    [Fact]
    [Finding("A17")]
    public void The_output_of_a_step_never_ends_its_own_fence() =>
        NastyText.Any.Sample(
            text =>
            {
                var block = GitHubText.Block(text);
                Assert.Empty(LiveMarkdown.In(block));
                Assert.Equal("", LiveMarkdown.Words(block).Trim());
            },
            iter: Rounds
        );

    [Fact]
    [Finding("A17")]
    public void No_text_from_outside_mentions_anyone_or_refers_to_another_issue() =>
        NastyText.Any.Sample(
            text => Assert.DoesNotMatch(Reference(), LiveMarkdown.Words(GitHubText.Escape(text))),
            iter: Rounds
        );

    [Fact]
    [Finding("A18")]
    public void No_text_from_outside_holds_an_HTML_comment_in_words_in_code_or_in_a_block() =>
        NastyText.Any.Sample(
            text =>
            {
                foreach (var shown in Shown(text))
                    Assert.DoesNotContain("<!--", shown, StringComparison.Ordinal);
            },
            iter: Rounds
        );

    [Fact]
    [Finding("A16")]
    public void No_text_from_outside_keeps_a_control_or_a_bidirectional_character() =>
        NastyText.Any.Sample(
            text =>
            {
                foreach (var shown in Shown(text))
                    Assert.Empty(NastyText.HarmIn(shown.Replace("\u200b", "", StringComparison.Ordinal)));
            },
            iter: Rounds
        );

    [Fact]
    public void A_value_in_back_ticks_stays_one_piece_of_code() =>
        NastyText.Any.Sample(
            text => Assert.Contains(LiveMarkdown.Words(GitHubText.Inline(text)).Trim(), new[] { "", "(empty)" }),
            iter: Rounds
        );

    private static string[] Shown(string text) =>
        [GitHubText.Escape(text), GitHubText.Block(text), GitHubText.Inline(text)];

    [GeneratedRegex(
        @"(?<![\w])@\w|#[0-9]|GH-[0-9]|://|www\.\w|(?<![0-9]):[a-z0-9_+-]+:",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Reference();
}
