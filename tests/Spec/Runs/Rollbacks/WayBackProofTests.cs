using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>What must be as before for a host to be called rolled back, and what need not be.</summary>
public sealed class WayBackProofTests
{
    private static readonly Facts Before = Facts
        .Empty.Add("packages", "nginx 1.0\nlibc6 2.36")
        .Add("kernel", "6.1.0-30")
        .Add("containers", "/web-1 running olbase 0 sha256:aa")
        .Add("images", "olbase:latest sha256:aa none");

    [Fact]
    public void Nothing_differs_if_everything_is_as_before() => Assert.Empty(WayBackProof.Differences(Before, Before));

    [Theory]
    [InlineData("packages", "nginx 1.1\nlibc6 2.36", "nginx 1.0 to 1.1")]
    [InlineData("packages", "libc6 2.36", "nginx 1.0 is gone")]
    [InlineData("packages", "nginx 1.0\nlibc6 2.36\nlinux-image 6.2", "linux-image 6.2 is new")]
    [InlineData("kernel", "6.1.0-31", "kernel 6.1.0-30 to 6.1.0-31")]
    [InlineData(
        "containers",
        "/web-1 exited olbase 0 sha256:aa",
        "containers: /web-1 running olbase sha256:aa to exited olbase sha256:aa"
    )]
    [InlineData(
        "containers",
        "/web-1 running olbase 0 sha256:bb",
        "containers: /web-1 running olbase sha256:aa to running olbase sha256:bb"
    )]
    [InlineData("images", "olbase:latest sha256:bb none", "images: olbase:latest sha256:aa none to sha256:bb none")]
    public void Everything_that_runs_or_is_installed_differently_is_listed(
        string fact,
        string now,
        string difference
    ) => Assert.Equal([difference], WayBackProof.Differences(Before, Before.SetItem(fact, now)));

    [Theory]
    [InlineData("containers", "/web-1 running olbase 3 sha256:aa")]
    [InlineData("images", "olbase:latest sha256:aa none\nolbase:next sha256:bb none\nolbase:rollback-7 sha256:aa none")]
    public void Restarts_and_additional_images_are_not_differences(string fact, string now) =>
        Assert.Empty(WayBackProof.Differences(Before, Before.SetItem(fact, now)));
}
