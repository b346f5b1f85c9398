namespace OlUpgrade.Spec.House;

public sealed class BaselineTests
{
    [Fact]
    public void The_same_text_agrees() => Assert.Empty(Baseline.Differences("a.txt", "one\ntwo\n", "one\ntwo\n"));

    [Fact]
    public void A_change_is_shown_line_by_line() =>
        Assert.Equal(
            ["a.txt says otherwise:", "- two", "+ three", "+ one"],
            Baseline.Differences("a.txt", "one\ntwo\n", "one\nthree\none\n")
        );

    [Fact]
    public void Another_order_is_seen_as_well() =>
        Assert.Equal(
            ["a.txt has the same lines in another order"],
            Baseline.Differences("a.txt", "one\ntwo\n", "two\none\n")
        );
}
