using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>The real program in a folder that holds somebody else's settings.</summary>
[Finding("A20")]
public sealed class WorkingFolderTests : IDisposable
{
    private const UnixFileMode Shared = (UnixFileMode)0x1FF;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Settings_in_the_working_folder_are_not_read_when_a_file_is_named()
    {
        _folder.Write("appsettings.json", """{"OlUpgrade":{"Slack":{"BaseAddress":"http://127.0.0.1:1/stolen/"}}}""");
        var named = _folder.Write("named.json", """{"OlUpgrade":{"DataFoldr":"x"}}""");

        var output = await Run("doctor", "--config", named);

        Assert.Contains("DataFoldr", output, StringComparison.Ordinal);
        _folder.Write("named.json", """{"OlUpgrade":{"GitHub":{"BaseAddress":"nowhere"}}}""");
        Assert.DoesNotContain("127.0.0.1:1", await Run("doctor", "--config", named), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("serve")]
    [InlineData("trust", "ol-dev")]
    [InlineData("token", "mek")]
    [InlineData("plan", "security-patches")]
    public async Task Settings_in_a_folder_that_others_may_write_are_refused(params string[] verb)
    {
        _folder.Write("appsettings.json", """{"OlUpgrade":{"Slack":{"BaseAddress":"http://127.0.0.1:1/stolen/"}}}""");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, Shared);

        var output = await Run(verb);

        Assert.Contains("appsettings.json is not read", output, StringComparison.Ordinal);
        Assert.Contains($"`chmod go-w {_folder.Path}`", output, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_ones_own_in_the_working_folder_are_read()
    {
        _folder.Write("appsettings.json", """{"OlUpgrade":{"DataFoldr":"x"}}""");

        Assert.Contains("DataFoldr", await Run("doctor"), StringComparison.Ordinal);
    }

    private async Task<string> Run(params string[] verb)
    {
        using var program = ProgramRun.Start(_folder.Path, new Dictionary<string, string>(), verb);
        return (await program.End()).Output;
    }
}
