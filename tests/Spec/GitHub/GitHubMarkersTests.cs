using OlUpgrade.GitHub;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.GitHub;

/// <summary>Only the service makes a marker that counts; what an earlier release wrote is still found.</summary>
[Finding("A18")]
public sealed class GitHubMarkersTests
{
    private static readonly DateTimeOffset Made = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Made.AddDays(1);
    private static readonly GitHubMarkers Markers = GitHubMarkers.Of([1, 2, 3], Made);

    [Fact]
    public void A_marker_of_its_own_is_found_wherever_it_is_in_the_text() =>
        Assert.True(Markers.Carries($"text\n\n{Markers.Comment("db/1/2/IssueComment")}", "db/1/2/IssueComment", Later));

    [Fact]
    public void A_marker_without_the_code_does_not_count() =>
        Assert.False(Markers.Carries("<!-- olupgrade:m -->", "m", Later));

    [Fact]
    public void A_marker_with_the_code_of_another_key_does_not_count() =>
        Assert.False(Markers.Carries(GitHubMarkers.Of([9], Made).Comment("m"), "m", Later));

    [Fact]
    public void The_code_of_one_marker_does_not_fit_another() =>
        Assert.False(Markers.Carries(Markers.Comment("m").Replace("e:m", "e:n", StringComparison.Ordinal), "n", Later));

    [Fact]
    public void In_a_text_from_before_the_key_the_old_form_counts() =>
        Assert.True(Markers.Carries("<!-- olupgrade:m -->", "m", Made.AddMinutes(-1)));

    [Fact]
    public void In_a_text_from_before_the_key_one_with_another_key_counts() =>
        Assert.True(Markers.Carries(GitHubMarkers.Of([9], Made).Comment("m"), "m", Made.AddMinutes(-1)));

    [Fact]
    public void A_text_that_only_looks_marked_is_not() =>
        Assert.False(Markers.CarriesAny("see <!-- olupgrade:begin --> and <!-- olupgrade:m code=00 -->", Later));

    [Fact]
    public void A_marker_is_not_the_beginning_of_a_longer_one() =>
        Assert.False(Markers.Carries(Markers.Comment("db/1/20"), "db/1/2", Later));
}
