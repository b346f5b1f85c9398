using System.Text.RegularExpressions;

namespace OlUpgrade.Spec.Sandbox;

/// <summary>An emulator that used the client's types would share the client's mistakes.</summary>
public sealed partial class SharedMistakeTests
{
    [Fact]
    public void The_emulators_use_no_type_of_the_clients()
    {
        var files = ((string[])["Slack", "GitHub", "Emulation"])
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Sandbox(), folder), "*.cs", SearchOption.AllDirectories)
            )
            .ToList();

        Assert.True(files.Count > 30);
        Assert.All(files, file => Assert.DoesNotMatch(Client(), File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("using OlUpgrade.Slack;", true)]
    [InlineData("var client = new OlUpgrade.GitHub.Client();", true)]
    [InlineData("using Octokit;", true)]
    [InlineData("using OlUpgrade.Sandbox.Slack;", false)]
    public void The_guard_can_fail(string line, bool found) => Assert.Equal(found, Client().IsMatch(line));

    [GeneratedRegex(@"\bOlUpgrade\.(Slack|GitHub|Activities)\b|\bOctokit\b", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Client();

    private static string Sandbox()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OlUpgrade.sln")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "src", "Sandbox");
    }
}
