using OlUpgrade.Runs;
using OlUpgrade.Secrets;

namespace OlUpgrade.Spec.Secrets;

/// <summary>Secrets are removed by value from everything that is stored or shown.</summary>
public sealed class RedactorTests
{
    private const string Token = "xoxb-1234567890";

    private static readonly Redactor Redactor = new([Token, "line one of it\nline two of it\n", "short"]);

    [Fact]
    public void A_secret_is_removed_wherever_it_appears() =>
        Assert.Equal("a [secret removed], b [secret removed]", Redactor.Clean($"a {Token}, b {Token}"));

    [Fact]
    public void Each_line_of_a_multiline_secret_is_removed() =>
        Assert.Equal("[secret removed]\n[secret removed]", Redactor.Clean("line one of it\nline two of it"));

    [Fact]
    public void A_secret_inside_a_longer_one_leaves_nothing_behind() =>
        Assert.Equal("[secret removed]", new Redactor(["12345678", "12345678-and-more"]).Clean("12345678-and-more"));

    [Fact]
    public void Values_too_short_to_be_secrets_stay() => Assert.Equal("short", Redactor.Clean("short"));

    [Fact]
    public void Without_secrets_text_does_not_change() => Assert.Equal(Token, Redactor.None.Clean(Token));

    [Fact]
    public void Every_outcome_is_cleaned_in_sentence_and_evidence()
    {
        Outcome[] outcomes =
        [
            Outcome.Done(("seen", Token)),
            new Outcome.Failed(new Failure(FailureKind.ExitCode, Token), Facts.Empty.Add("seen", Token)),
            new Outcome.Unknown(Token),
        ];
        Assert.All(outcomes, outcome => AssertClean(TextOf(Redactor.Clean(outcome))));
    }

    [Fact]
    public void Every_probe_answer_is_cleaned()
    {
        ProbeAnswer[] answers =
        [
            new ProbeAnswer.Happened(Outcome.Done(("seen", Token))),
            new ProbeAnswer.DidNotHappen(Token),
            new ProbeAnswer.CannotTell(Token),
            new ProbeAnswer.CannotAsk(Token),
        ];
        Assert.All(answers, answer => AssertClean(
                Redactor.Clean(answer) switch
                {
                    ProbeAnswer.Happened happened => TextOf(happened.Outcome),
                    var other => other.ToString(),
                }
            ));
    }

    private static string TextOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded done => string.Join(' ', done.Evidence.Values),
            Outcome.Failed failed => failed.Failure.Sentence + string.Join(' ', failed.Evidence.Values),
            _ => outcome.ToString(),
        };

    private static void AssertClean(string text)
    {
        Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
        Assert.Contains("[secret removed]", text, StringComparison.Ordinal);
    }
}
