using OlUpgrade.Hosting.People;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.People;

public sealed class GitHubPinsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    [Finding("G5")]
    public void A_login_that_was_freed_and_taken_again_is_not_its_former_owner()
    {
        var file = _folder.File("github-accounts.json");
        Assert.True(new GitHubPins(file).IsTheirs("Mek", 7));
        var later = new GitHubPins(file);
        Assert.False(later.IsTheirs("mek", 8));
        Assert.True(later.IsTheirs("MEK", 7));
        Assert.True(later.IsTheirs("cdrini", 8));
    }

    [Fact]
    public void Only_the_services_user_reads_who_is_who()
    {
        var file = _folder.File("github-accounts.json");
        new GitHubPins(file).IsTheirs("mek", 7);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    public void Dispose() => _folder.Dispose();
}
