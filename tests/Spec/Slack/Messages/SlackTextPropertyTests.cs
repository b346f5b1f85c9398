using System.Text.RegularExpressions;
using CsCheck;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Slack.Messages;

/// <summary>Whatever a host prints or a person types, Slack shows it as it is, and nobody is called.</summary>
public sealed partial class SlackTextPropertyTests
{
    private const long Rounds = 20_000;

    [Fact]
    [Finding("A17")]
    public void No_text_from_outside_mentions_links_or_formats_anything() =>
        NastyText.Any.Sample(
            text =>
            {
                var words = Code().Replace(Block().Replace(SlackText.Escape(text), " "), " ");
                Assert.DoesNotContain('<', words);
                Assert.DoesNotContain('>', words);
                Assert.DoesNotContain('`', words);
                Assert.DoesNotMatch(Live(), words);
            },
            iter: Rounds
        );

    [Fact]
    [Finding("A17")]
    public void The_output_of_a_step_never_ends_its_own_block() =>
        NastyText.Any.Sample(
            text =>
            {
                var block = SlackText.Code(text, 10_000, "see the journal.");
                Assert.Equal(3, block.Split("```").Length);
                Assert.DoesNotContain('<', block);
            },
            iter: Rounds
        );

    [Fact]
    [Finding("A16")]
    public void No_text_from_outside_keeps_a_control_or_a_bidirectional_character() =>
        NastyText.Any.Sample(
            text =>
            {
                foreach (var shown in new[] { SlackText.Escape(text), SlackText.Inline(text) })
                    Assert.Empty(NastyText.HarmIn(shown.Replace("\u200b", "", StringComparison.Ordinal)));
            },
            iter: Rounds
        );

    [GeneratedRegex(@"```\n.*?\n?```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Block();

    [GeneratedRegex("`[^`\n<>]+`", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"(?<![\w])[*_~](?=\S)|(?<![0-9]):[a-z0-9_+-]+:|://|www\.\w|^\s*&gt;",
        RegexOptions.Multiline | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Live();
}
